import { describe, expect, it } from '@jest/globals'
import { circlesIn, importsIn, importsOf, longFiles } from '../support/imports'

const importsOfText = (text: string) => importsIn({ 'server/src/a.ts': text, 'server/src/b/index.ts': '' })

describe('the imports of a text', () => {
  it.each([
    ["import b, { one, two as second } from './b'", ['default', 'one', 'two'], false],
    ["import * as b from './b/index'", ['*'], false],
    ["import './b'", [], false],
    ["import type { One } from './b'", ['One'], true],
    ["import { type One, type Two } from './b'", ['One', 'Two'], true],
    ["import { type One, two } from './b'", ['One', 'two'], false],
    ["export { one as first } from './b'", ['one'], false],
    ["export * from './b'", ['*'], false],
    ["const b = async () => (await import('./b')).one", ['*'], false],
    ["const b = require('./b')", ['*'], false],
    ["let one: import('./b').One", ['One'], true],
  ])('%s', (text, names, typeOnly) => {
    expect(importsOfText(text)).toEqual([
      { from: 'server/src/a.ts', to: 'server/src/b/index.ts', names, typeOnly },
    ])
  })

  it('are not what only looks like one', () => {
    expect(importsOfText("// import './b'\nconst words = \"import './b'\"\nexport const one = 1")).toEqual([])
  })

  it('name packages as they are written, and files of other workspaces by their path', () => {
    const found = importsOfText("import 'fastify'\nimport '@hutang/shared/contract'\nimport '../../tests/x'")
    expect(found.map(({ to }) => to)).toEqual(['fastify', 'shared/src/contract/index.ts', 'tests/x'])
  })
})

it('reads the files of a folder', () => {
  expect(importsOf('tests/support')).toContainEqual({
    from: 'tests/support/imports.ts',
    to: 'typescript',
    names: ['default'],
    typeOnly: false,
  })
})

it('finds circles, not chains', () => {
  const edges = ['a>b', 'b>c', 'c>a', 'c>d', 'd>e', 'a>a', 'x>d'].map((edge) => edge.split('>'))
  expect(circlesIn(edges as [string, string][])).toEqual([['a', 'b', 'c']])
  expect(
    circlesIn([
      ['a', 'b'],
      ['a', 'c'],
      ['c', 'b'],
    ]),
  ).toEqual([])
})

it('finds files that have grown too long', () => {
  expect(longFiles({ 'a.ts': 'x\n'.repeat(250), 'b.ts': 'x\n'.repeat(251) })).toEqual(['b.ts: 251'])
})
