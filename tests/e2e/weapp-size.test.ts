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

describe('what a phone loads', () => {
  let dist = ''
  beforeAll(() => {
    dist = builtMiniapp('weapp')
  }, 180_000)

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
    const { preloadRule } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'))
    expect(preloadRule['pages/policies/index'].packages).toEqual(['policies'])
    expect(preloadRule['pages/home/index'].packages).toEqual(['account', 'reading'])
  })
})
