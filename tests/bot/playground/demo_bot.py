"""A tiny bot that uses all the playground can show."""

from telegram import InlineKeyboardButton as Button
from telegram import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE

GREETINGS = {
    "zh-hans": "你好！我根据<b>文件</b>回答协调问题。",
    "zh-hant": "你好！我根據<b>文件</b>回答協調問題。",
    "en": "Hello! I answer questions on coordination from <b>documents</b>.",
}
QUESTIONS = InlineKeyboardMarkup(
    [
        [Button("谁领导营养集群？", callback_data="ask")],
        [Button("语言 Language", callback_data="toast"), Button("隐私", callback_data="alert")],
        [Button("在私聊中打开", url="https://t.me/coordbot?start=nutrition")],
    ]
)
ANSWER = (
    "<b>营养集群的牵头机构是联合国儿童基金会（UNICEF）。</b>\n"
    "<blockquote>IASC 2015，第 2 节</blockquote>\n"
    "<blockquote expandable>集群牵头机构是<i>最后提供者</i>（provider of last resort）。\n"
    "它对人道主义协调员负责。\n协调员召集会议。\n成员包括政府、联合国机构和非政府组织。\n"
    "更多见 <a href='https://example.org/'>文件</a>。</blockquote>\n"
    "另见 /help 和 <code>ERC</code>；<tg-spoiler>答案在里面</tg-spoiler>。"
)
BACK = InlineKeyboardMarkup([[Button("← 返回", callback_data="back")]])


async def start(update: Update, context: Context) -> None:
    message = update.effective_message
    user = update.effective_user
    assert message
    assert user
    greeting = GREETINGS[user.language_code or "en"]
    note = f" ({context.args[0]})" if context.args else ""
    await message.reply_text(
        greeting + note, parse_mode=ParseMode.HTML, reply_markup=QUESTIONS, do_quote=True
    )


async def pack(update: Update, _: Context) -> None:
    message = update.effective_message
    assert message
    await message.reply_document(b"# offline pack", filename="现场手册.html", caption="离线包")


async def answer(update: Update, _: Context) -> None:
    message = update.message
    assert message
    await message.reply_text(f"<i>{message.text}</i>\n{ANSWER}", ParseMode.HTML, do_quote=True)


async def notice_edit(update: Update, _: Context) -> None:
    message = update.edited_message
    assert message
    await message.reply_text(f"edited: {message.text}")


async def press(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query
    match query.data:
        case "toast":
            await query.answer("已切换")
        case "alert":
            await query.answer("不保存任何个人信息。", show_alert=True)
        case "ask":
            await query.answer()
            await query.edit_message_text(ANSWER, ParseMode.HTML, reply_markup=BACK)
        case "back":
            await query.answer()
            await query.edit_message_text("好的", reply_markup=QUESTIONS)


async def search(update: Update, _: Context) -> None:
    query = update.inline_query
    assert query
    content = InputTextMessageContent(f"<b>{query.query}</b>: cluster", ParseMode.HTML)
    result = InlineQueryResultArticle("1", "Found " + query.query, content, description="an entry")
    await query.answer([result])


def add_handlers(application: Application) -> None:  # type: ignore[type-arg]
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CommandHandler("pack", pack))
    application.add_handler(CallbackQueryHandler(press))
    application.add_handler(InlineQueryHandler(search))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, notice_edit))
    application.add_handler(MessageHandler(filters.TEXT, answer))
