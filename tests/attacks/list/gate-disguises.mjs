import assert from 'node:assert/strict'
import { peopleOf } from '../people.mjs'
import { attacked, startDemo } from '../service.mjs'

/** Made up; the check signs hold. */
const numbers = { id: '310116199001011239', card: '6222021001116245702', mobile: '13812345678' }

/** In groups as people write each: 6-8-4, 4-4-4-4-3, 3-4-4. */
const groups = { 18: /^(.{6})(.{8})/, 19: /(.{4})(?=.)/g, 11: /^(.{3})(.{4})/ }
const cut = (sign) => (digits) =>
  digits.replace(groups[digits.length], (_, ...found) =>
    found
      .filter((part) => typeof part === 'string' && part.length < 9)
      .map((part) => part + sign)
      .join(''),
  )
const each = (change) => (digits) => [...digits].map(change).join('')
const disguises = {
  plain: (digits) => digits,
  dots: cut('.'),
  dashes: cut('-'),
  slashes: cut('/'),
  tabs: cut('\t'),
  breaks: cut('\n'),
  'double spaces': cut('  '),
  'a leading 0': (digits) => `0${digits}`,
  'Chinese digits': each((digit) => '〇一二三四五六七八九'[digit]),
  'cheque digits': each((digit) => '零壹贰叁肆伍陆柒捌玖'[digit]),
  'full width': each((digit) => String.fromCharCode(0xff10 + Number(digit))),
  'Arabic-Indic': each((digit) => String.fromCharCode(0x660 + Number(digit))),
  keycaps: each((digit) => `${digit}\ufe0f\u20e3`),
  'zero-width': each((digit) => `${digit}\u200b`),
  '+86': (digits) => `+86${digits}`,
}

const column = { key: 'note', label: '备注', kind: 'text' }
const table = (head = {}, one = {}) => ({ caption: '表', ...head, columns: [{ ...column, ...one }] })

/** Where a person can write it: the request, and the field that it must be named at. */
const places = {
  title: (text) => ({ content: { title: text } }),
  plain: (text) => ({ content: { plain: text } }),
  elements: (text) => ({ content: { elements: [{ name: '章程全文', text }] } }),
  body: (text) => ({ content: { body: text } }),
  caption: (text) => ({ content: { table: table({ caption: text }) } }),
  label: (text) => ({ content: { table: table({}, { label: text }) } }),
}
/** What a schema refuses for its length is refused as well. */
const found = ({ status, json }) => status === 422 || (status === 200 && json.problems.length > 0)

export default {
  name: 'id-card, bank and mobile numbers in fifteen disguises, in every field of a draft, reports, names and keys',
  found:
    'dots, tabs, breaks, leading zeros, other scripts, +86, headings and Idempotency-Key were let through; later, tabs between five groups',
  needs: 'process',
  async check() {
    const running = await startDemo({ RATE_LIMIT_TIMES: '1000' })
    try {
      const people = peopleOf(attacked(running.url, running))
      let work = await people.draft(29, await people.contentFor(29, '测试', table()))
      const path = `/api/notices/${work.notice}`
      let tried = 0
      const refused = async (said, ...call) => {
        tried += 1
        const answer = await people.as(...call)
        assert.ok(found(answer), `${said} is let through: ${answer.status}`)
        if (answer.status === 200) work = answer.json
      }
      for (const [disguise, wear] of Object.entries(disguises)) {
        for (const [kind, digits] of Object.entries(numbers)) {
          if (disguise === '+86' && kind !== 'mobile') continue
          const text = `看${wear(digits)}吧`
          for (const [place, body] of Object.entries(places)) {
            const sent = { revision: work.revision, ...body(text) }
            await refused(`${kind} in ${disguise} in ${place}`, 'clerk', 'PUT', path, sent)
          }
          const usual = { content: { table: table() } }
          work = await people.done('clerk', 'PUT', path, { revision: work.revision, ...usual })
          const row = (cells) => ({ revision: work.revision, changes: [{ key: 'a', row: { cells } }] })
          await refused(`${kind} in ${disguise} in a cell`, 'clerk', 'POST', `${path}/rows`, row([text]))
          const report = [null, 'POST', '/api/notices/310116109213-47-20261123/leak-reports', { what: text }]
          await refused(`${kind} in ${disguise} in a report`, ...report)
        }
      }
      await refused('an id in a name', 'villager', 'PUT', '/api/me', { name: numbers.id })
      const key = { 'idempotency-key': numbers.id }
      await refused('an id as a key', 'clerk', 'PUT', path, { revision: work.revision, content: {} }, key)
      return `${tried} tries, none went further than a draft that says what is wrong`
    } finally {
      await running.stop()
    }
  },
}
