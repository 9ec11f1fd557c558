import { posix } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { circlesIn, type Import, importsIn, longFiles, readSources, type Sources } from '../support/imports'

const src = 'miniapp/src/'

/** The rooms, each with those it may import from; what is not named here is forbidden. */
const below = ['format', 'theme', 'a11y']
const doors: Record<string, readonly string[]> = {
  pages: ['widgets', 'components', 'hooks', 'api', 'store', ...below],
  account: ['widgets', 'components', 'hooks', 'api', 'store', ...below],
  reading: ['widgets', 'components', 'hooks', 'api', 'store', ...below],
  cadre: ['widgets', 'components', 'hooks', 'api', 'store', ...below],
  office: ['widgets', 'components', 'hooks', 'api', 'store', ...below],
  policies: ['widgets', 'components', 'hooks', 'api', 'store', ...below],
  'policy-office': ['widgets', 'components', 'hooks', 'api', 'store', ...below],
  widgets: ['components', 'hooks', 'api', 'store', ...below],
  components: below,
  hooks: ['api', 'store', ...below],
  api: ['store', ...below],
  store: below,
  format: [],
  theme: [],
  a11y: [],
}
/** What starts the app stands above all rooms; nothing imports it. */
const app = ['app.tsx', 'app.config.ts', 'rescue.ts', 'custom-tab-bar']

const isOurs = (path: string) => path.startsWith(src)
const roomOf = (path: string) => path.slice(src.length).split('/')[0] ?? ''

/** `pages/home`, `account/login`, `cadre/edit`: a folder with a page's configuration in it. */
const pageOf = (path: string, sources: Sources) => {
  const page = path.split('/').slice(0, 4).join('/')
  return `${page}/index.config.ts` in sources ? page : undefined
}

const told = ({ from, to }: Import) => `${from} → ${to}`

/** What breaks the rules of the mini-program's house, one line each. */
function faultsOf(sources: Sources): string[] {
  const imports = importsIn(sources)
  const ours = imports.filter(({ from, to }) => isOurs(from) && isOurs(to))
  const strangers = Object.keys(sources).filter(
    (path) => isOurs(path) && !(roomOf(path) in doors) && !app.includes(roomOf(path)),
  )
  const upward = ours.filter(({ from, to }) => {
    const [room, other] = [roomOf(from), roomOf(to)]
    return !app.includes(room) && room !== other && !doors[room]?.includes(other)
  })
  const pageToPage = ours.filter(({ from, to }) => {
    const [page, other] = [pageOf(from, sources), pageOf(to, sources)]
    return page !== other && other !== undefined && roomOf(from) === roomOf(to)
  })
  const outside = imports.filter(({ from, to }) => isOurs(from) && /^(tests|server)\//.test(to))
  const files = ours.map(({ from, to }) => [from, to] as const)
  // A list of a room's doors (index.ts at its top) belongs to no folder of it.
  const folders = files
    .map(([from, to]) => [posix.dirname(from), posix.dirname(to)] as const)
    .filter(([from, to]) => from !== to && ![from, to].some((one) => one.split('/').length < 4))
  return [
    ...strangers.map((path) => `no room of the house: ${path}`),
    ...upward.map((one) => `an arrow upward: ${told(one)}`),
    ...pageToPage.map((one) => `a page imports a page: ${told(one)}`),
    ...outside.map((one) => `not the mini-program's: ${told(one)}`),
    ...circlesIn(files).map((circle) => `a circle of files: ${circle.join(', ')}`),
    ...circlesIn(folders).map((circle) => `a circle of folders: ${circle.join(', ')}`),
    ...longFiles(sources).map((file) => `too long: ${file}`),
  ]
}

describe('the house of the mini-program', () => {
  it('stands: arrows point down, pages know only themselves, no circles, no long files', () => {
    expect(faultsOf(readSources('miniapp'))).toEqual([])
  })

  it('copies in one place, which says it when a phone does not', () => {
    const copying = Object.entries(readSources('miniapp')).filter(([, text]) =>
      text.includes('setClipboardData'),
    )
    expect(copying.map(([path]) => path)).toEqual(['miniapp/src/widgets/copy/copy.tsx'])
  })

  it('is tested by files that can be read too', () => {
    expect(longFiles(readSources('tests/e2e', 'tests/support', 'tests/unit/miniapp'))).toEqual([])
  })
})

describe('a fault of the house is found:', () => {
  const page = (path: string, text: string): Sources => ({
    'miniapp/src/pages/home/index.config.ts': '',
    'miniapp/src/pages/home/index.tsx': '',
    'miniapp/src/cadre/edit/index.config.ts': '',
    'miniapp/src/cadre/edit/suggest.ts': '',
    'miniapp/src/components/row/row.tsx': '',
    'miniapp/src/widgets/page/page.tsx': '',
    'miniapp/src/hooks/use-screen.ts': '',
    'miniapp/src/api/client.ts': '',
    'miniapp/src/store/session.ts': '',
    [path]: text,
  })

  it.each([
    ['a page of another', 'miniapp/src/pages/item/index.tsx', "import '../home/index'", 'a page imports'],
    [
      'a page of the same subpackage',
      'miniapp/src/cadre/review/index.tsx',
      "import { suggest } from '../edit/suggest'",
      'a page imports',
    ],
    [
      'another subpackage',
      'miniapp/src/account/login/index.tsx',
      "import '../../cadre/edit/suggest'",
      'upward',
    ],
    ['a page in a widget', 'miniapp/src/widgets/a/a.tsx', "import '../../pages/home'", 'upward'],
    [
      'a widget in a component',
      'miniapp/src/components/a/a.tsx',
      "import '../../widgets/page/page'",
      'upward',
    ],
    ['the api in a component', 'miniapp/src/components/a/a.tsx', "import '../../api/client'", 'upward'],
    [
      'a type of the api in a component',
      'miniapp/src/components/a/a.tsx',
      "import type { Call } from '../../api/client'",
      'upward',
    ],
    ['the store in a component', 'miniapp/src/components/a/a.tsx', "import '../../store/session'", 'upward'],
    ['a hook in a component', 'miniapp/src/components/a/a.tsx', "import '../../hooks/use-screen'", 'upward'],
    ['a component in a hook', 'miniapp/src/hooks/a.ts', "import '../components/row/row'", 'upward'],
    ['a hook in the api', 'miniapp/src/api/a.ts', "export * from '../hooks/use-screen'", 'upward'],
    ['the api in the store', 'miniapp/src/store/a.ts', "const api = () => import('../api/client')", 'upward'],
    ['the store in a format', 'miniapp/src/format/a.ts', "import '../store/session'", 'upward'],
    [
      'a test',
      'miniapp/src/pages/home/a.ts',
      "import '../../../../tests/support/app'",
      "not the mini-program's",
    ],
    ['the server', 'miniapp/src/api/a.ts', "import '../../../server/src/clock'", "not the mini-program's"],
    ['a new room', 'miniapp/src/helpers/a.ts', '', 'no room'],
    ['a long file', 'miniapp/src/api/a.ts', '// a line\n'.repeat(251), 'too long'],
  ])('%s', (_what, path, text, fault) => {
    const faults = faultsOf(page(path, text))
    expect(faults).toEqual([expect.stringContaining(fault)])
    expect(faults[0]).toContain(path)
  })

  it('a circle of files', () => {
    const sources = { 'miniapp/src/api/a.ts': "import './b'", 'miniapp/src/api/b.ts': "import './a'" }
    expect(faultsOf(sources)).toEqual(['a circle of files: miniapp/src/api/a.ts, miniapp/src/api/b.ts'])
  })

  it('a circle of folders', () => {
    const sources = {
      'miniapp/src/components/a/a.tsx': "import '../b/b'",
      'miniapp/src/components/b/b.tsx': '',
      'miniapp/src/components/b/more.tsx': "import '../a/a'",
    }
    expect(faultsOf(sources)).toEqual([
      'a circle of folders: miniapp/src/components/a, miniapp/src/components/b',
    ])
  })
})
