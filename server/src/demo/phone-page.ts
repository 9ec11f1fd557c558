import { frame } from '../http/page-frame'
import { escapeHtml } from '../rules/escape-html'
import type { PersonaView } from './persona-view'

const style = `
body { background: #e9e4da; }
main { display: flex; flex-wrap: wrap; gap: 24px; justify-content: center; align-items: start; padding: 24px 16px; }
.who { flex: 0 0 100%; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; justify-content: center; }
.who a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 8px; }
.phone { width: min(375px, 100%); background: #ededed; border-radius: 28px; border: 10px solid #1f1b16; min-height: 640px; overflow: hidden; }
.bar { background: #ededed; text-align: center; padding: 12px; border-bottom: 1px solid #d6d6d6; font-weight: 600; }
.list { padding: 16px 12px; display: flex; flex-direction: column; gap: 12px; }
.message { display: block; width: 100%; text-align: left; background: #fff; border: 0; border-radius: 8px; padding: 16px; text-decoration: none; color: inherit; }
.message small { color: #8a8a8a; font-size: 14px; display: block; margin-bottom: 8px; }
.message p { margin: 0; font-size: 17px; line-height: 1.6; overflow-wrap: anywhere; }
.message h2 { font-size: 18px; margin: 0 0 12px; }
.message dl { margin: 0; display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; font-size: 16px; }
.message dt { color: #6f6f6f; white-space: nowrap; }
.message dd { margin: 0; overflow-wrap: anywhere; }
.message .go { border-top: 1px solid #eee; margin-top: 12px; padding-top: 12px; color: #1b4b84; display: flex; justify-content: space-between; }
.empty { color: #6f6f6f; text-align: center; padding: 64px 24px; }
iframe { width: 100%; height: 720px; border: 0; border-radius: 28px; background: var(--paper); outline: 10px solid #1f1b16; }
.app { width: 420px; padding: 10px; display: none; }
.app.open { display: block; }
@media (max-width: 860px) { .app { display: none !important; } }
`

const script = `
const select = document.getElementById('who')
const list = document.getElementById('list')
const app = document.getElementById('app')
const wide = () => matchMedia('(min-width: 861px)').matches
let seen = ''
const el = (tag, text, name) => { const node = document.createElement(tag); if (text) node.textContent = text; if (name) node.className = name; return node }
const timeOf = (at) => new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })
const card = (message) => {
  const node = el('a', '', 'message')
  // Whoever taps is the phone's owner.
  const owner = select.selectedOptions[0].dataset.persona
  node.href = '/#/account/login/index?persona=' + owner + '&to=' + encodeURIComponent('/' + message.page)
  node.append(el('small', '服务通知 · 护塘  ' + timeOf(message.at)))
  node.append(el('h2', message.template))
  const fields = el('dl')
  for (const field of message.fields) fields.append(el('dt', field.name), el('dd', field.value))
  node.append(fields)
  const go = el('div', '', 'go')
  go.append(el('span', '进入小程序查看'), el('span', '›'))
  node.append(go)
  node.addEventListener('click', (event) => {
    if (!wide()) return
    event.preventDefault()
    app.classList.add('open')
    // A frame of its own each time: the app starts as it does when WeChat opens it.
    const frame = el('iframe')
    frame.title = '护塘小程序'
    frame.name = 'phone-' + owner
    frame.src = node.href
    app.replaceChildren(frame)
  })
  return node
}
const note = (sms) => {
  const node = el('div', '', 'message')
  node.append(el('small', '短信  ' + timeOf(sms.at)), el('p', sms.text))
  return node
}
const look = async () => {
  const answer = await fetch('/demo/phone/messages?openid=' + encodeURIComponent(select.value))
  const { messages, sms } = await answer.json()
  const all = [...messages.map((one) => [one, card]), ...sms.map((one) => [one, note])].sort(([a], [b]) => (a.at < b.at ? 1 : -1))
  const mark = select.value + all.map(([one]) => one.id).join()
  if (mark === seen) return
  seen = mark
  list.replaceChildren(...(all.length ? all.map(([one, draw]) => draw(one)) : [el('p', '还没有消息。请村里发布一条他订阅的公开信息：选了“马上”的，白天两秒内就会到。', 'empty')]))
}
select.addEventListener('change', () => { app.classList.remove('open'); look() })
setInterval(() => look().catch(() => undefined), 1000)
look()
`

/** A phone as its owner sees it: the service notifications and SMS that the emulators received. */
export const phonePage = (personas: readonly PersonaView[], chosen: string | undefined): string =>
  frame(
    '护塘 · 演示手机',
    style,
    `<main>
<div class="who"><a href="/demo">演示首页</a><label for="who">谁的手机</label>
<select id="who">${personas
      .map(
        (one) =>
          `<option value="${escapeHtml(one.openid)}" data-persona="${escapeHtml(one.persona)}"${one.persona === (chosen ?? 'villager') ? ' selected' : ''}>${escapeHtml(one.name)}</option>`,
      )
      .join('')}</select></div>
<section class="phone" aria-label="微信服务通知和短信"><div class="bar">服务通知和短信</div><div class="list" id="list" role="log"></div></section>
<section class="app" id="app" aria-label="小程序"></section>
</main>`,
    script,
  )
