import { expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { textsIn } from '../support/weapp-bundle'

it('no pattern of the built h5 looks back, its packages included: iOS reads one from 16.4 on', () => {
  const scripts = textsIn(builtMiniapp('h5'), /\.js$/)
  expect(scripts.length).toBeGreaterThan(50)
  expect(scripts.filter(({ text }) => /\(\?<[=!]/.test(text)).map(({ file }) => file)).toEqual([])
}, 600_000)
