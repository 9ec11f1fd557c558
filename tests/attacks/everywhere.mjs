// Every place where something of a notice could be read, for attacks that look for what should be nowhere.

/** Read routes that show nothing of a notice: the process itself, the demo's own phones, regions. */
const elsewhere = [
  '/metrics',
  '/healthz',
  '/readyz',
  '/api/regions',
  '/api/wechat/events',
  '/demo',
  '/demo/phone',
  '/demo/personas',
  '/demo/phone/messages',
  '/demo/clock',
]

export const everybody = [
  null,
  'villager',
  'elder',
  'clerk',
  'supervisor',
  'publisher',
  'township-officer',
  'township-reviewer',
  'township-publisher',
  'enterprise-owner',
  'operator',
]

/** What stands for each name of a path or a query; a name that is missing here fails, so that a new route is not forgotten. */
const values = ({ village, item, notice, editions, pictures = [], reports = [], words }) => ({
  code: [village, village.slice(0, 9)],
  region: [village, village.slice(0, 9)],
  no: [item],
  q: words.map(encodeURIComponent),
  notice: [notice, ...Array.from({ length: editions }, (_, at) => `${notice}:${at + 1}`)],
  edition: editions > 1 ? Array.from({ length: editions }, (_, at) => at + 1) : [],
  pictures,
  reports,
})

/**
 * The addresses of all reads of the service in which `target` could stand, made of its own list of routes.
 * `target`: `{ village, item, notice, editions, pictures, reports, words }`.
 */
export async function everyRead(ask, target) {
  const { paths } = (await ask('/openapi.json')).json
  const known = values(target)
  const found = []
  for (const [path, methods] of Object.entries(paths)) {
    if (!methods.get || elsewhere.includes(path)) continue
    const query = (methods.get.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
    found.push(...spread(path, query, known, target))
  }
  return found
}

function spread(path, query, known, { item }) {
  const ids = path.includes('/pictures/')
    ? known.pictures
    : path.includes('leak-reports/')
      ? known.reports
      : known.notice
  const bases = path.includes('{id}')
    ? ids.map((id) => path.replace('{id}', encodeURIComponent(id)))
    : path.includes('{code}')
      ? known.code.map((code) => path.replace('{code}', code))
      : [path]
  const numbered = bases.flatMap((one) => {
    if (!one.includes('{no}')) return [one]
    return (one.includes('/editions/') ? [1, 2, 3] : known.no).map((no) => one.replace('{no}', no))
  })
  const needs = numbered.map((one) => {
    if (/[{}]/.test(one)) throw new Error(`${path}: nobody has said what stands there`)
    return one
  })
  return needs.flatMap((one) => variants(one, query, known, item))
}

function variants(path, query, known, item) {
  if (query.includes('id'))
    return known.notice.flatMap((id) => withEditions(`${path}?id=${encodeURIComponent(id)}`, query, known))
  const places = query.includes('region') ? known.region.map((code) => `${path}?region=${code}`) : [path]
  const numbered = query.includes('no') ? places.map((one) => `${one}&no=${item}`) : places
  const asked = query.includes('q')
    ? known.q.flatMap((q) => numbered.map((one) => `${one}${one.includes('?') ? '&' : '?'}q=${q}`))
    : []
  const plain = query.includes('q') && path.includes('/screens/') ? [] : numbered
  return [...plain, ...asked].flatMap((one) => withEditions(one, query, known))
}

function withEditions(path, query, { edition }) {
  const join = path.includes('?') ? '&' : '?'
  return [
    path,
    ...(query.includes('edition') ? edition.map((no) => `${path}${join}edition=${no}`) : []),
    ...(query.includes('work') ? [`${path}${join}work=true`] : []),
  ]
}
