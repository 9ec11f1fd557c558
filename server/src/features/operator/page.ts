import { frame } from '../../http/page-frame'
import { script } from './page-script'

const style = `
main { max-width: 1120px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 28px; margin: 8px 0 4px; }
h2 { font-size: 20px; margin: 36px 0 8px; }
p { margin: 0 0 12px; color: var(--ink-2); }
.say { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; }
.late { font-size: 40px; font-weight: 700; font-variant-numeric: tabular-nums; }
.bad { color: var(--red); }
.good { color: var(--green); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 0; margin: 0; border-top: 1px solid var(--hair); }
dl div { padding: 10px 0; border-bottom: 1px solid var(--hair); }
dt { color: var(--ink-2); font-size: 15px; }
dd { margin: 0; font-size: 24px; font-variant-numeric: tabular-nums; }
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--hair); }
li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; min-height: 48px; padding: 8px 0; border-bottom: 1px solid var(--hair); }
li .what { flex: 1 1 150px; min-width: 0; overflow-wrap: anywhere; }
li .n { min-width: 64px; text-align: right; font-size: 20px; font-variant-numeric: tabular-nums; }
li small { display: block; color: var(--ink-2); font-size: 15px; }
.none { color: var(--ink-2); padding: 12px 0; }
[role=status] { min-height: 26px; color: var(--green); }
[role=status].bad { color: var(--red); }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 0 40px; }
button { flex: none; }
`

/** The page of those who run the service: how the telling goes, and what can be done about it. Figures come by fetch. */
export const operatorPage = frame(
  '护塘 · 通知运行情况',
  style,
  `<main>
<h1>通知运行情况</h1>
<div class="say"><span id="late" class="late"></span><span id="lateWords"></span></div>
<p role="status" id="said"></p>
<p><button type="button" data-refresh="1">刷新</button> <span id="at"></span></p>
<h2>排着队的</h2>
<dl id="queues"></dl>
<div class="columns">
<section><h2>渠道</h2><ul id="channels"></ul></section>
<section><h2>本月短信花费</h2><ul id="money"></ul></section>
</div>
<h2>24小时里的发送</h2>
<ul id="attempts"></ul>
<div class="columns">
<section><h2>没发出去的（最近20条）</h2><ul id="failed"></ul></section>
<section><h2>等着发的（最早20条）</h2><ul id="waiting"></ul></section>
</div>
<h2>最近三天的汇总</h2>
<ul id="runs"></ul>
</main>`,
  script,
)
