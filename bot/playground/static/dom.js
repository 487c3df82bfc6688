// Small ways to build elements and to talk to the server.

export const $ = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

export async function post(action, body) {
  const response = await fetch(`/api/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer.result;
}

export async function fetchState(language) {
  const response = await fetch(`/api/state?language=${language}`);
  return response.json();
}

let fading;

export function toast(text) {
  clearTimeout(fading);
  $("toast").textContent = text;
  fading = setTimeout(() => { $("toast").textContent = ""; }, Math.max(3500, text.length * 90));
}

export function alertBox(text) {
  $("alert-text").textContent = text;
  $("alert").showModal();
}
