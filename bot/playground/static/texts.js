// The words of the page. The bot's own words come from the bot.

export const LANGUAGES = { "zh-hans": "简体", "zh-hant": "繁體", en: "English" };

const TEXTS = {
  "zh-hans": {
    playground: "本地试用",
    about: "机器人和这个聊天页面都只在这台电脑上运行，不需要 Telegram，也不需要网络。",
    settings: "设置", chats: "聊天", messages: "消息记录", suggestions: "建议",
    who: "你是", language: "语言", dark: "深色外观", keys: "键盘",
    keySend: "发送", keyLine: "换行", keyCommands: "命令列表", keyEdit: "修改上一条", keyCancel: "取消",
    skip: "跳到输入框", start: "开始", ok: "好", message: "消息", send: "发送", cancel: "取消",
    whatCanIt: "这个机器人能做什么？",
    hint: "发一个问题，或点“开始”。",
    groupHint: "在群里，机器人只看得到命令（/）和对它消息的回复。",
    placeholder: "输入消息", placeholderGroup: "以{name}的身份发言",
    bot: "机器人", members: "{names}和机器人",
    lost: "连接断开，正在重试…",
    you: "你", edited: "已编辑", reply: "回复", edit: "编辑",
    replyTo: "回复 {name}", editing: "编辑消息", unread: "{count} 条新消息",
    more: "展开全文", less: "收起", spoiler: "显示隐藏内容", download: "下载",
    picture: "图片（点开放大）",
    swap: "你是{name}。切换为{other}", file: "文件", copied: "已复制", via: "通过 @{name}",
    noAnswer: "机器人没有回应",
  },
  "zh-hant": {
    playground: "本機試用",
    about: "機器人和這個聊天頁面都只在這台電腦上執行，不需要 Telegram，也不需要網路。",
    settings: "設定", chats: "聊天", messages: "訊息記錄", suggestions: "建議",
    who: "你是", language: "語言", dark: "深色外觀", keys: "鍵盤",
    keySend: "傳送", keyLine: "換行", keyCommands: "指令清單", keyEdit: "修改上一則", keyCancel: "取消",
    skip: "跳到輸入框", start: "開始", ok: "好", message: "訊息", send: "傳送", cancel: "取消",
    whatCanIt: "這個機器人能做什麼？",
    hint: "發一個問題，或點「開始」。",
    groupHint: "在群組裡，機器人只看得到指令（/）和對它訊息的回覆。",
    placeholder: "輸入訊息", placeholderGroup: "以{name}的身分發言",
    bot: "機器人", members: "{names}和機器人",
    lost: "連線中斷，正在重試…",
    you: "你", edited: "已編輯", reply: "回覆", edit: "編輯",
    replyTo: "回覆 {name}", editing: "編輯訊息", unread: "{count} 則新訊息",
    more: "展開全文", less: "收起", spoiler: "顯示隱藏內容", download: "下載",
    picture: "圖片（點開放大）",
    swap: "你是{name}。切換為{other}", file: "檔案", copied: "已複製", via: "透過 @{name}",
    noAnswer: "機器人沒有回應",
  },
  en: {
    playground: "Local playground",
    about: "The bot and this chat page run on this computer only: no Telegram, no network.",
    settings: "Settings", chats: "Chats", messages: "Messages", suggestions: "Suggestions",
    who: "You are", language: "Language", dark: "Dark look", keys: "Keyboard",
    keySend: "send", keyLine: "new line", keyCommands: "list of commands",
    keyEdit: "edit your last message", keyCancel: "cancel",
    skip: "Skip to the message box", start: "Start", ok: "OK", message: "Message", send: "Send",
    cancel: "Cancel",
    whatCanIt: "What can this bot do?",
    hint: "Ask a question, or press Start.",
    groupHint: "In the group the bot sees only commands (/) and replies to its own messages.",
    placeholder: "Message", placeholderGroup: "Write as {name}",
    bot: "bot", members: "{names} and the bot",
    lost: "Connection lost, trying again…",
    you: "You", edited: "edited", reply: "Reply", edit: "Edit",
    replyTo: "Reply to {name}", editing: "Editing", unread: "{count} new",
    more: "Show all", less: "Show less", spoiler: "Show hidden text", download: "Download",
    picture: "Picture (opens in full size)",
    swap: "You are {name}. Switch to {other}", file: "File", copied: "Copied", via: "via @{name}",
    noAnswer: "The bot did not answer",
  },
};

const HTML_LANGUAGE = { "zh-hans": "zh-Hans", "zh-hant": "zh-Hant", en: "en" };

let current = "zh-hans";

export function preferredLanguage() {
  const wanted = (localStorage.getItem("language") || navigator.language || "").toLowerCase();
  if (wanted in TEXTS) return wanted;
  if (/^zh-(hant|tw|hk|mo)/.test(wanted)) return "zh-hant";
  return wanted.startsWith("zh") ? "zh-hans" : "en";
}

export function speak(language) {
  current = language;
  localStorage.setItem("language", language);
  document.documentElement.lang = HTML_LANGUAGE[language];
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = t(element.dataset.text);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
  }
}

export function t(key, values = {}) {
  return TEXTS[current][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function clockTime(seconds) {
  const format = { hour: "2-digit", minute: "2-digit" };
  return new Date(seconds * 1000).toLocaleTimeString(HTML_LANGUAGE[current], format);
}

export function names(people) {
  return people.map(({ first_name: name }) => name).join(current === "en" ? ", " : "、");
}
