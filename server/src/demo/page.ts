import { frame } from '../http/page-frame'
import { escapeHtml } from '../rules/escape-html'
import type { PersonaView } from './persona-view'

const style = `
main { max-width: 960px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 28px; margin: 8px 0 4px; }
h2 { font-size: 20px; margin: 32px 0 12px; }
p { margin: 0 0 12px; color: var(--ink-2); }
.links, .clock { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.links a { display: inline-flex; align-items: center; min-height: 44px; padding: 8px 16px; border-radius: 12px; border: 1px solid #8c8478; background: var(--card); text-decoration: none; }
.links a.enter { background: var(--red); border-color: var(--red); color: #fff; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 12px; padding: 0; margin: 0; list-style: none; }
.people li { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--hair); border-radius: 12px; padding: 16px; }
.people strong { font-size: 20px; }
.people span { color: var(--ink-2); margin: 4px 0 12px; flex: 1; }
pre { overflow-x: auto; padding: 16px; border: 1px solid var(--hair); border-radius: 12px; background: var(--card); font-size: 15px; }
.now { font-size: 24px; font-variant-numeric: tabular-nums; }
[role=status] { color: var(--green); min-height: 26px; }
`

const script = `
const said = document.getElementById('said')
const now = document.getElementById('now')
let offset = 0
const show = () => { now.textContent = new Date(Date.now() + offset).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'full', timeStyle: 'medium' }) }
const heard = (clock) => { offset = new Date(clock.now).getTime() - Date.now(); show() }
const post = async (url, body) => {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const read = await answer.json()
  if (!answer.ok) throw new Error(read.error.message)
  return read
}
fetch('/demo/clock').then((answer) => answer.json()).then(heard)
setInterval(show, 1000)
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button')
  if (!button) return
  try {
    if (button.dataset.advance) {
      heard(await post('/demo/clock', { advanceSeconds: Number(button.dataset.advance) }))
      said.textContent = '时间已经快进。'
    }
    if (button.dataset.reset) {
      heard(await post('/demo/clock', { reset: true }))
      said.textContent = '时间回到了现在。'
    }
  } catch (problem) {
    said.textContent = problem.message
  }
})
`

/** Where to look in the demo: who one can be, the phone, and the clock that can be moved. */
export const demoPage = (personas: readonly PersonaView[]): string =>
  frame(
    '护塘 · 演示',
    style,
    `<main>
<h1>护塘 · 演示</h1>
<p>一个虚构的护塘村：人名、电话都是编的，土地流转的数字来自公开的论文。选一个身份走进去，再到“手机”看微信提醒。</p>
<nav class="links" aria-label="去哪里">
<a href="/">打开小程序</a>
<a href="/demo/phone">看手机</a>
<a href="/docs">接口文档</a>
</nav>
<h2>用谁的身份</h2>
<ul class="people">
${personas
  .map(
    (one) => `<li><strong>${escapeHtml(one.name)}</strong><span>${escapeHtml(one.what)}</span>
<div class="links"><a class="enter" aria-label="以${escapeHtml(one.name)}的身份进入" href="/#/account/login/index?persona=${encodeURIComponent(one.persona)}">以此身份进入</a><a aria-label="看${escapeHtml(one.name)}的手机" href="/demo/phone?persona=${encodeURIComponent(one.persona)}">看手机</a></div></li>`,
  )
  .join('\n')}
</ul>
<h2>演示的时间</h2>
<p class="now" id="now" aria-live="off"></p>
<div class="clock">
<button type="button" data-advance="3600">快进 1 小时</button>
<button type="button" data-advance="86400">快进 1 天</button>
<button type="button" data-advance="604800">快进 1 周</button>
<button type="button" data-reset="1">回到现在</button>
</div>
<p role="status" id="said"></p>
<h2>正式启用</h2>
<p>演示和正式的数据从不混在一起：正式的放在另一个数据目录里。在这台电脑上另开一个终端，运行下面两条命令，再打开控制台打印的启用地址，登记自己的村镇、办公室和人员。</p>
<pre>DATA_DIR=./village npm run admin -- secrets
DATA_DIR=./village DEMO=0 PORT=3001 npm start</pre>
<p>第一条只运行一次：它生成密钥，放在数据目录外面，请另外保管一份。微信可以以后再接。</p>
</main>`,
    script,
  )
