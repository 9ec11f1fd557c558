// The people of the demo at work: what an attack needs before it can attack a notice.
import { randomUUID } from 'node:crypto'

/** Requests in the name of a persona (null: a visitor), each write with a key of its own and each visit from its own address. */
export function peopleOf({ ask, token, anotherAddress, village }) {
  const tokens = new Map()
  const tokenOf = async (who) => {
    if (who === null) return undefined
    if (!tokens.has(who)) tokens.set(who, await token(who))
    return tokens.get(who)
  }

  async function as(who, method, path, body, headers = {}) {
    const key = method === 'GET' ? {} : { 'idempotency-key': randomUUID() }
    return ask(path, {
      method,
      ...(body === undefined ? {} : { body }),
      token: await tokenOf(who),
      headers: { ...key, ...headers },
      from: anotherAddress(),
    })
  }

  async function done(...call) {
    const answer = await as(...call)
    if (answer.status < 300) return answer.json
    throw new Error(
      `${call.slice(0, 3).join(' ')} was answered ${answer.status} ${answer.text.slice(0, 300)}`,
    )
  }

  /** All that an item asks for, each text with these words. */
  async function contentFor(item, words, table = null) {
    const { item: known } = await done(null, 'GET', `/api/regions/${village}/items/${item}`)
    return {
      title: `公开${words}`,
      plain: `一句话${words}`,
      elements: known.elements.map((name) => ({ name, text: `内容${words}` })),
      body: `正文${words}`,
      table,
    }
  }

  async function draft(item, content, rows = []) {
    const work = await done('clerk', 'POST', '/api/notices', { region: village, item, content })
    return rows.length === 0 ? work : changed(work, rows)
  }

  const changed = ({ notice, revision }, rows) =>
    done('clerk', 'POST', `/api/notices/${notice}/rows`, {
      revision,
      changes: rows.map((row, at) => ({ key: `r${at}`, row })),
    })

  const submitted = ({ notice, revision }) =>
    done('clerk', 'POST', `/api/notices/${notice}/submit`, { revision, confirmed: true })

  const approved = ({ notice, contentHash }) =>
    done('supervisor', 'POST', `/api/notices/${notice}/review`, { decision: 'approve', contentHash })

  const out = ({ notice, contentHash }) =>
    done('publisher', 'POST', `/api/notices/${notice}/publish`, { contentHash })

  /** Through the steps that are left. */
  const published = async (work) => out(await approved(await submitted(work)))

  return { as, done, contentFor, draft, changed, submitted, approved, out, published }
}

/** A picture as a form carries it. */
export function pictureForm(data, alt) {
  const boundary = 'b0undary'
  const part = (head) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([
      Buffer.from(`${part('name="alt"')}${alt}\r\n`),
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`,
      ),
      data,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}
