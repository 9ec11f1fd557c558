import { describe, expect, it } from '@jest/globals'
import { circlesIn, type Import, importsIn, longFiles, readSources, type Sources } from '../support/imports'
import { featureOf, modelMentions } from '../support/model-mentions'

const src = 'server/src/'

/** The rooms from the ground up; each imports only from rooms below it. What is not named here is no room. */
const floors = [
  ['config-email.ts', 'config-oidc.ts', 'config-roles.ts', 'config-sms.ts', 'config-wechat.ts'],
  ['errors.ts', 'log.ts', 'clock.ts', 'signal.ts', 'config.ts', 'paths.ts', 'rules'],
  ['each-safely.ts', 'gate.ts', 'storage'],
  ['channels', 'jobs', 'http', 'sheets', 'paper'],
  ['pdf'],
  ['features'],
  ['app.ts'],
  ['models.ts'],
  ['operations', 'demo'],
  ['start'],
  ['main.ts'],
]
/** What features are given and what they are: types alone, known to every room above the storage. */
const agreements = ['deps.ts', 'feature.ts']
/** The embedded database has one door, and only who keeps the data goes through it. */
const database = { door: 'server/embedded-db/src/index.ts', users: ['storage', 'operations'] }

const isOurs = (path: string) => path.startsWith(src)
const roomOf = (path: string) => path.slice(src.length).split('/')[0] ?? ''
const floorOf = (path: string) => floors.findIndex((rooms) => rooms.includes(roomOf(path)))
const told = ({ from, to }: Import) => `${from} → ${to}`

/** The features in the order of the list in `app.ts`, the lowest first. */
function listedFeatures(sources: Sources): string[] {
  const [, list = ''] = /export const features = \[([^\]]*)\]/.exec(sources[`${src}app.ts`] ?? '') ?? []
  return list.split(',').flatMap((name) => name.trim() || [])
}

function isUpward({ from, to, typeOnly }: Import, order: readonly string[]): boolean {
  if (agreements.includes(roomOf(to))) return !typeOnly || (floorOf(from) >= 0 && floorOf(from) < 3)
  if (agreements.includes(roomOf(from))) return !typeOnly
  const [feature, other] = [featureOf(from), featureOf(to)]
  if (feature && other) return order.indexOf(other) > order.indexOf(feature)
  return roomOf(from) !== roomOf(to) && floorOf(to) >= floorOf(from)
}

function isOutside({ from, to }: Import): boolean {
  if (to.startsWith('server/embedded-db/')) {
    return to !== database.door || !database.users.includes(roomOf(from))
  }
  return /^(tests|miniapp|scripts)\//.test(to)
}

/** What breaks the rules of the server's house, one line each. */
function faultsOf(sources: Sources): string[] {
  const order = listedFeatures(sources)
  const imports = importsIn(sources).filter(({ from }) => isOurs(from))
  const ours = imports.filter(({ to }) => isOurs(to))
  const paths = Object.keys(sources).filter(isOurs)
  const built = new Set(paths.flatMap((path) => featureOf(path) ?? []))

  const strangers = paths.filter((path) => floorOf(path) < 0 && !agreements.includes(roomOf(path)))
  const pastDoors = ours.filter(({ from, to }) => {
    const other = featureOf(to)
    return other !== undefined && other !== featureOf(from) && to !== `${src}features/${other}/index.ts`
  })
  // A feature's own object carries its models: only the list in app.ts may hold it.
  const objects = ours.filter(({ from, to, names, typeOnly }) => {
    const other = featureOf(to)
    const taken = other !== undefined && names.some((name) => name === other || name === '*')
    return taken && !typeOnly && other !== featureOf(from) && roomOf(from) !== 'app.ts'
  })
  const betweenFeatures = ours.flatMap(({ from, to }) => {
    const [feature, other] = [featureOf(from), featureOf(to)]
    return feature && other && feature !== other ? [[feature, other] as const] : []
  })
  const runtime = ours.filter(({ typeOnly }) => !typeOnly).map(({ from, to }) => [from, to] as const)

  return [
    ...strangers.map((path) => `no room of the house: ${path}`),
    ...[...built].filter((name) => !order.includes(name)).map((name) => `not listed in app.ts: ${name}`),
    ...pastDoors.map((one) => `past a door: ${told(one)}`),
    ...objects.map((one) => `a feature's own object: ${told(one)}`),
    ...ours.filter((one) => isUpward(one, order)).map((one) => `an arrow upward: ${told(one)}`),
    ...circlesIn(runtime).map((circle) => `a circle of files: ${circle.join(', ')}`),
    ...circlesIn(betweenFeatures).map((circle) => `a circle of features: ${circle.join(', ')}`),
    ...modelMentions(sources).map((mention) => `another feature's model: ${mention}`),
    ...imports.filter(isOutside).map((one) => `not the server's: ${told(one)}`),
    ...longFiles(sources).map((file) => `too long: ${file}`),
  ]
}

describe('the house of the server', () => {
  it('stands: doors, arrows that point down, no circles, each model with its owner, no long files', () => {
    expect(faultsOf(readSources('server/src'))).toEqual([])
  })

  it('lists every feature that there is', () => {
    expect(listedFeatures(readSources('server/src/app.ts')).length).toBeGreaterThan(8)
  })

  it('stands on files that can be read, and on a contract that knows nobody', () => {
    const shared = importsIn(readSources('shared/src'))
    expect(shared.filter(({ to }) => /^(server|miniapp|tests)\//.test(to)).map(told)).toEqual([])
    expect(longFiles(readSources('shared/src', 'server/embedded-db/src'))).toEqual([])
  })
})

describe('a fault of the house is found:', () => {
  const house = (changed: Sources): Sources => ({
    'server/src/app.ts':
      "import { low } from './features/low'\nexport const features = [low, high, top] as const",
    'server/src/models.ts': "import { features } from './app'",
    'server/src/deps.ts': "import type { Feature } from './feature'",
    'server/src/feature.ts': "import type { Deps } from './deps'",
    'server/src/http/contract.ts': "import type { Deps } from '../deps'",
    'server/src/storage/marks.ts': '',
    'server/src/features/low/index.ts':
      "import { lowModels } from './low.model'\nexport const low = { name: 'low', models: lowModels }",
    'server/src/features/low/low.model.ts':
      'export const lowModels = defineModels({ Stone: stone, Try: tries })',
    'server/src/features/low/stones.ts':
      'export const stones = (db) => lowModels(db).Stone.find()\nconst name = Stone.collection.name',
    'server/src/features/high/index.ts':
      "import { stones } from '../low'\nexport const high = { name: 'high' }",
    'server/src/features/high/high.model.ts': 'export const highModels = defineModels({ Roof: roof })',
    'server/src/features/top/index.ts': '',
    ...changed,
  })

  it('none in a house that stands', () => {
    expect(faultsOf(house({}))).toEqual([])
  })

  const high = 'server/src/features/high/a.ts'
  const low = 'server/src/features/low/a.ts'
  it.each([
    ['an import past a door', high, "import { stones } from '../low/stones'", 'past a door'],
    ['a type past a door', high, "import type { Stone } from '../low/low.model'", 'past a door'],
    ['a door passed from below', 'server/src/demo/a.ts', "import '../features/low/stones'", 'past a door'],
    ['a feature that is not listed', 'server/src/features/new/index.ts', '', 'not listed'],
    ['a feature above', low, "import type { Sky } from '../top'", 'upward'],
    ['a feature in a plugin', 'server/src/http/a.ts', "import { stones } from '../features/low'", 'upward'],
    ['a feature in the storage', 'server/src/storage/a.ts', "import '../features/low/index'", 'upward'],
    ['http in the storage', 'server/src/storage/a.ts', "import '../http/contract'", 'upward'],
    ['the demo in a feature', high, "import { demoClock } from '../../demo/clock'", 'upward'],
    ['every model in a feature', high, "import { allModels } from '../../models'", 'upward'],
    ['the start in the demo', 'server/src/demo/a.ts', "import '../start/service'", 'upward'],
    ['the demo beside the operations', 'server/src/operations/a.ts', "import '../demo/seed'", 'upward'],
    ['what deps are, at run time', high, "import { deps } from '../../deps'", 'upward'],
    [
      'what deps are, in the storage',
      'server/src/storage/a.ts',
      "import type { Deps } from '../deps'",
      'upward',
    ],
    ['the object of a feature', high, "import { low } from '../low'", "feature's own object"],
    ['everything of a feature', high, "import * as all from '../low'", "feature's own object"],
    ['a model by its function', high, "import { lowModels } from '../low'", "another feature's model"],
    ['a model by its name', high, 'const { Stone } = models(db)', "another feature's model"],
    ['a model renamed', high, 'const { Stone: mine } = models(db)', "another feature's model"],
    ['a write to a model', high, 'await models(db).Stone.updateOne({}, {})', "another feature's model"],
    ['a write in brackets', high, "await models(db)['Stone'].deleteMany({})", "another feature's model"],
    ['a model by the connection', high, "db.model('Stone')", "another feature's model"],
    ['a collection by the connection', high, "db.collection('stones')", "another feature's model"],
    ['the models of a feature object', high, 'deps.features[0].models(db)', "another feature's model"],
    [
      'a collection in a pipeline',
      high,
      "const join = { $lookup: { from: 'tries' } }",
      "another feature's model",
    ],
    ['a test', high, "import { testApp } from '../../../../tests/support/app'", "not the server's"],
    ['the mini-program', 'server/src/http/a.ts', "import '../../../miniapp/src/app'", "not the server's"],
    ['the database in a feature', high, "import { x } from '@hutang/embedded-db'", "not the server's"],
    [
      'the database past its door',
      'server/src/storage/a.ts',
      "import '../../embedded-db/src/x'",
      "not the server's",
    ],
    ['a new room', 'server/src/helpers/a.ts', '', 'no room'],
    ['a long file', high, '// a line\n'.repeat(251), 'too long'],
  ])('%s', (_what, path, text, fault) => {
    const faults = faultsOf(house({ [path]: text }))
    expect(faults).toEqual([expect.stringContaining(fault)])
    if (fault !== 'not listed') expect(faults[0]).toContain(path)
  })

  it('a circle of files', () => {
    const faults = faultsOf(house({ [low]: "import './b'", 'server/src/features/low/b.ts': "import './a'" }))
    expect(faults).toEqual([`a circle of files: ${low}, server/src/features/low/b.ts`])
  })

  it('but none where a type alone closes it', () => {
    const other = "import type { A } from './a'"
    expect(faultsOf(house({ [low]: "import './b'", 'server/src/features/low/b.ts': other }))).toEqual([])
  })

  it('a circle of features, even of types', () => {
    const faults = faultsOf(house({ [low]: "import type { Roof } from '../high'" }))
    expect(faults).toEqual([expect.stringContaining('upward'), 'a circle of features: high, low'])
  })
})
