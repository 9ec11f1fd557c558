import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'

interface Measured {
  weappPackages: Record<string, number>
  weappTotal: number
}

const root = join(__dirname, '../..')

/** As `npm run build:weapp` measures it: a script of Node's own modules, so in a process of its own. */
function measured(): Measured {
  const script = `import { measureMiniapp } from './scripts/build-miniapp.mjs'
    console.log(JSON.stringify(measureMiniapp()))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

/** What the release says of the bundle as it is: `npm run release:weapp` stops at any of these. */
function undeclared(dist: string): string[] {
  const script = `import { readBundle } from './scripts/release/bundle.mjs'
    import { declarationOf } from './scripts/release/privacy.mjs'
    import { wxFunctions } from './scripts/release/wx-functions.mjs'
    console.log(JSON.stringify(declarationOf(readBundle(${JSON.stringify(dist)}), wxFunctions()).faults))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

describe('what a phone loads', () => {
  let dist = ''
  beforeAll(() => {
    dist = builtMiniapp('weapp')
  }, 180_000)

  it('calls nothing of WeChat that nobody has looked at: it can be released', () => {
    expect(undeclared(dist)).toEqual([])
  })

  it('is under 500 kB at first, and under the 2 MB that WeChat takes in all', () => {
    const { weappPackages, weappTotal } = measured()
    const { main = Number.NaN, ...others } = weappPackages
    expect(main).toBeLessThan(500_000)
    expect(main).toBeGreaterThan(100_000)
    expect(Object.keys(others)).toEqual(expect.arrayContaining(['cadre', 'policies']))
    expect(Object.entries(others).filter(([, bytes]) => bytes >= 2_000_000)).toEqual([])
    expect(weappTotal).toBeLessThan(2_000_000)
  })

  it('has these pages at first; any other belongs into a subpackage', () => {
    const { pages } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'))
    expect(pages).toEqual([
      'pages/home/index',
      'pages/catalogue/index',
      'pages/policies/index',
      'pages/me/index',
      'pages/item/index',
      'pages/notice/index',
      'pages/nowhere/index',
    ])
  })

  it('has the subpackages ready to which one tap leads', () => {
    expect(packagesOf('pages/policies/index')).toEqual(['policies'])
    expect(packagesOf('pages/home/index')).toEqual(['account', 'reading'])
    expect(packagesOf('pages/me/index')).toEqual(['account', 'cadre', 'office'])
    expect(packagesOf('reading/search/index')).toEqual(['policies'])
    expect(packagesOf('cadre/desk/index')).toEqual(['office', 'policy-office'])
  })

  it('loads what few have a use for by Wi-Fi alone', () => {
    const few = /cadre|office/
    const rules = Object.entries(preloads()).filter(([page]) => !few.test(page))
    const dear = rules.filter(
      ([, rule]) => rule.network === 'all' && rule.packages.some((one) => few.test(one)),
    )
    expect(dear.map(([page]) => page)).toEqual([])
  })

  // https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages/preload.html
  it('loads at most 2 MB ahead from the pages of one package', () => {
    const { weappPackages } = measured()
    const ahead: Record<string, number> = {}
    for (const [page, { packages }] of Object.entries(preloads())) {
      const [root = ''] = page.split('/')
      const own = root in weappPackages ? root : 'main'
      expect(packages.filter((name) => !(name in weappPackages))).toEqual([])
      const bytes = packages.reduce((sum, name) => sum + (weappPackages[name] ?? 0), 0)
      ahead[own] = (ahead[own] ?? 0) + bytes
    }
    expect(Object.entries(ahead).filter(([, bytes]) => bytes >= 2_000_000)).toEqual([])
  })

  const packagesOf = (page: string) => preloads()[page]?.packages

  function preloads(): Record<string, { network: string; packages: string[] }> {
    return JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')).preloadRule
  }
})
