/** Runs in the browser; it writes texts alone, never HTML that came with the figures. */
export const script = `
const $ = (id) => document.getElementById(id)
const channels = { wechat: '微信', sms: '短信', email: '邮件', 'sms:tencent': '短信（腾讯云）', 'sms:aliyun': '短信（阿里云）' }
const states = { accepted: '发到了', refused: '没发出去', unknown: '没有回音', sending: '正在发', waiting: '等着再发' }
const runStates = { pending: '还没做完', done: '做完了', covered: '并到前一次里了' }
const kinds = { single: '单条', daily: '每日汇总', weekly: '每周汇总', burst: '合并的', again: '再次提醒' }
const queues = {
  unmatched: '还没找收件人', now: '马上要发', burst: '太密，合并后发', digest: '等汇总', taken: '正在办',
  preparing: '正在准备', sealed: '备好待发', unknown: '没有回音', grants: '微信剩余次数',
}
const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })
const time = (at) => moment.format(new Date(at))
const count = ({ n, more }) => n.toLocaleString('zh-CN') + (more ? '+' : '')
const el = (name, text, className) => {
  const made = document.createElement(name)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}
const row = (what, note, n, button) => {
  const li = el('li')
  const words = el('span', what, 'what')
  if (note) words.append(el('small', note))
  li.append(words)
  if (n !== undefined) li.append(el('span', n, 'n'))
  if (button) li.append(button)
  return li
}
const action = (words, label, path, body, sure) => {
  const button = el('button', words)
  button.type = 'button'
  button.setAttribute('aria-label', label)
  button.addEventListener('click', () => act(button, path, body, sure))
  return button
}
const list = (id, rows, none) => $(id).replaceChildren(...(rows.length > 0 ? rows : [el('li', none, 'none')]))
const say = (words, bad) => { $('said').textContent = words; $('said').className = bad ? 'bad' : '' }
const ask = async (path, body) => {
  const answer = await fetch(path, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})
  const read = await answer.json()
  if (!answer.ok) throw new Error(read.error.message)
  return read
}
const act = async (button, path, body, sure) => {
  if (!window.confirm(sure)) return
  button.disabled = true
  try {
    await ask('/api/operator/push/' + path, body)
    await load()
    say('办好了。')
  } catch (problem) { say(problem.message, true); button.disabled = false }
}
const late = (seconds) => seconds < 60 ? seconds + '秒' : seconds < 3600 ? Math.floor(seconds / 60) + '分钟' : Math.floor(seconds / 3600) + '小时'
const show = (data) => {
  const slow = data.lateSeconds > 60
  $('late').textContent = slow ? late(data.lateSeconds) : '正常'
  $('late').className = 'late ' + (slow ? 'bad' : 'good')
  $('lateWords').textContent = slow ? '最久的一条该马上发的已经晚了这么久，请看下面哪个渠道停了' : '该马上发的都发了'
  $('at').textContent = time(data.at) + ' 的情况'
  $('queues').replaceChildren(...Object.entries(queues).map(([name, words]) => {
    const div = el('div')
    div.append(el('dt', words), el('dd', count(data.queues[name])))
    return div
  }))
  const paused = new Map(data.pauses.map((one) => [one.channel, one.since]))
  list('channels', data.channels.map((channel) => {
    const since = paused.get(channel)
    const stops = data.stops.filter((one) => one.channel.split(':')[0] === channel)
    const notes = stops.map((one) => (channels[one.channel] || one.channel) + (one.template ? '的模板 ' + one.template : '') + '停到 ' + time(one.until) + (one.code ? '（' + one.code + '）' : ''))
    const name = channels[channel]
    return row(name, notes.join('；') || (since ? time(since) + ' 起暂停，排着队的都留着' : ''), since ? '已暂停' : stops.length > 0 ? '停了' : '开着',
      since
        ? action('接着发', '接着发' + name, 'pause', { channel, paused: false }, '让' + name + '接着发？排着队的会马上发出去。')
        : action('暂停', '暂停' + name, 'pause', { channel, paused: true }, '暂停' + name + '？新的通知会排队，等您让它接着发。'))
  }), '')
  list('money', data.money.map((one) => row(one.name, '', (one.fen / 100).toFixed(2) + ' 元')), '本月还没有花钱。')
  list('attempts', data.attempts.map((one) => row((channels[one.channel] || one.channel) + '：' + (states[one.state] || one.state) + (one.code && one.state !== 'accepted' ? '（' + one.code + '）' : ''), one.advice || '', count(one.count))), '24小时里没有发过。')
  list('failed', data.failed.map((one) => row(channels[one.channel] + (one.code ? '（' + one.code + '）' : ''), time(one.at) + ' · ' + one.id, undefined,
    action('再发一次', '再发一次 ' + one.id, 'retry', { attempt: one.id }, '再发一次？'))), '没有。')
  list('waiting', data.waiting.map((one) => row(kinds[one.kind] || one.kind, '下次看：' + time(one.next) + ' · ' + one.id, one.begun ? '已开始' : undefined,
    one.begun ? undefined : action('取消', '取消 ' + one.id, 'cancel', { delivery: one.id }, '取消这一条？它不会再从手机上通知，消息里还看得到。'))), '没有。')
  list('runs', data.runs.filter((one) => one.state !== 'done' || one.told > 0).slice(0, 40).map((one) => row(time(one.slot), one.finishedAt ? time(one.finishedAt) + ' 做完' : '', runStates[one.state] + (one.told > 0 ? '，' + one.told + ' 人' : ''))), '没有要汇总的。')
}
const load = async () => show(await ask('/api/operator/push'))
const tryLoad = () => load().catch((problem) => say(problem.message, true))
document.querySelector('[data-refresh]').addEventListener('click', () => { say(''); tryLoad() })
setInterval(() => { if (document.visibilityState === 'visible') tryLoad() }, 15000)
tryLoad()
`
