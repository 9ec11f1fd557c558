import assert from 'node:assert/strict'
import { peopleOf } from '../people.mjs'
import { attacked, startDemo } from '../service.mjs'

const texts = [
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  '$where',
  '../../../etc/passwd',
  '(a+)+$',
  '[',
  '\\',
  '.*',
  '𠮷'.repeat(50),
  'a'.repeat(20_000),
  ' ',
  '',
  '-1',
  '1e309',
  '٣',
  '\u2028',
  '😀',
  "' OR 1=1 --",
  'null',
]
const things = [null, true, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2, [], {}, [null], { $gt: '' }]
/** One of so many is tried at a run. */
const oneOf = 23
const personas = ['clerk', 'publisher', 'villager', 'township-officer']

export default {
  name: 'odd values in every field of every route: NUL, lone surrogates, prototype keys, operators, patterns, huge numbers',
  found: 'nothing in 5,400 requests: each has the envelope, none is a 500',
  needs: 'process',
  async check() {
    const running = await startDemo({ RATE_LIMIT_TIMES: '1000' })
    try {
      const service = attacked(running.url, running)
      const people = peopleOf(service)
      const { paths } = (await service.ask('/openapi.json')).json
      const { notice } = await people.published(await people.draft(29, await people.contentFor(29, '测试')))
      const all = Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).flatMap(([method, route]) => requestsOf(path, method, route, notice)),
      )
      const tried = all.filter((_, at) => at % oneOf === 0)
      for (const { who, method, path, body } of tried) {
        const { status, json, text } = await people.as(who, method, path, body)
        const said = `${who} ${method} ${path.slice(0, 100)} ${JSON.stringify(body)?.slice(0, 100)}`
        assert.ok(status < 500, `${said}: ${status} ${text.slice(0, 200)}`)
        assert.ok(
          status < 400 || /[一-龥].*。/.test(json?.error?.message ?? ''),
          `${said}: ${text.slice(0, 200)}`,
        )
      }
      assert.equal((await service.ask('/readyz')).status, 200)
      return `${tried.length} of ${all.length} tried, each with the envelope`
    } finally {
      await running.stop()
    }
  },
}

function requestsOf(path, method, { parameters = [], requestBody }, notice) {
  if (path === '/api/sessions/current' || path === '/demo/clock') return []
  const usual = { code: '310116109213', region: '310116109213', no: '29', id: notice, household: 'HT-15-002' }
  const named = (name) => usual[name] ?? 'x'
  const address = (name, odd) => {
    const value = (one) => encodeURIComponent(one === name ? odd.toWellFormed() : named(one))
    const filled = path.replace(/\{(\w+)\}/g, (_, one) => value(one))
    const asked = parameters.filter((one) => one.in === 'query' && (one.required || one.name === name))
    return asked.length === 0
      ? filled
      : `${filled}?${asked.map((one) => `${one.name}=${value(one.name)}`).join('&')}`
  }
  const schema = requestBody?.content?.['application/json']?.schema
  const body = schema && example(schema, '')
  const odd = [
    ...parameters
      .filter((one) => one.in !== 'header')
      .flatMap((one) => texts.map((text) => ({ path: address(one.name, text), body }))),
    ...(body === undefined
      ? []
      : placesIn(body).flatMap((at) =>
          [...things, ...texts].map((value) => ({ path: address(), body: put(body, at, value) })),
        )),
  ]
  const who = path.includes('/sessions/') ? [null] : personas
  return who.flatMap((one) => odd.map((request) => ({ ...request, who: one, method: method.toUpperCase() })))
}

/** Something that the schema might take. */
function example(schema, name) {
  if (schema.enum) return schema.enum[0]
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([key, one]) => [key, example(one, key)]))
  if (schema.type === 'array') return [example(schema.items ?? {}, name)]
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return true
  if (name === 'region') return '310116109213'
  if (name === 'contentHash') return 'a'.repeat(64)
  return schema.format === 'date-time' ? '2027-01-01T00:00:00Z' : 'abc'
}

/** Ways to every value inside; the whole is none of them. */
const placesIn = (value, at = []) =>
  value && typeof value === 'object'
    ? Object.keys(value).flatMap((key) => [[...at, key], ...placesIn(value[key], [...at, key])])
    : []

const put = (value, [first, ...rest], odd) => {
  if (first === undefined) return odd
  const copy = Array.isArray(value) ? [...value] : { ...value }
  copy[first] = put(value[first], rest, odd)
  return copy
}
