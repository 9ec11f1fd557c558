import { describe, expect, it } from '@jest/globals'
import { findingsIn } from '../../support/reader/findings'
import { dialogIn } from '../../support/reader/heard'
import { type NodeData, WeappNode } from '../../support/weapp/node'
import type { Template } from '../../support/weapp/templates'

const heardAttributes = [
  'aria-role',
  'aria-label',
  'aria-level',
  'aria-checked',
  'aria-invalid',
  'aria-hidden',
]
const template = (tag: string, ...more: string[]): Template => ({
  tag,
  attributes: new Map([...heardAttributes, ...more].map((name) => [name, name])),
})
const templates = new Map([
  ['view', template('view')],
  ['tapped', template('view', 'bindtap')],
  ['text', template('text')],
  ['image', template('image', 'src')],
  ['input', template('input', 'placeholder')],
])

type Attributes = Record<string, string>
const node = (nn: string, attributes: Attributes, ...cn: NodeData[]): NodeData => ({ nn, ...attributes, cn })
const says = (v: string): NodeData => node('text', {}, { v })
const heading = (level: number, words: string) =>
  node('view', { 'aria-role': 'heading', 'aria-level': String(level) }, says(words))
const button = (attributes: Attributes, ...cn: NodeData[]) =>
  node('tapped', { 'aria-role': 'button', ...attributes }, ...cn)
const found = (...cn: NodeData[]) =>
  findingsIn(new WeappNode(node('view', {}, heading(1, '我家'), ...cn), undefined, templates))

describe('what a screen reader would trip over', () => {
  it('is nothing on a sound page', () => {
    expect(
      found(
        heading(2, '流转费'),
        button({ 'aria-label': '看明细' }, says('看明细')),
        node('image', { 'aria-hidden': 'true' }),
        node('input', { 'aria-label': '户号' }),
      ),
    ).toEqual([])
  })

  it.each<[string, NodeData, string]>([
    ['a button without a name', button({}, node('image', { 'aria-hidden': 'true' })), 'tapped: no name'],
    ['what is tapped without a role', node('tapped', { 'aria-label': '看' }, says('看')), 'tapped: no role'],
    [
      'a button inside a button',
      button({ 'aria-label': '行，删' }, says('行'), button({ 'aria-label': '删' }, says('删'))),
      'tapped: out of reach',
    ],
    ['a heading level that is skipped', heading(3, '流转费'), 'headings: level 3'],
    ['a heading that says nothing', heading(2, ''), 'headings: level 2'],
    ['a second title', heading(1, '我的'), 'headings: 2 titles'],
    ['a picture without a name', node('image', { src: 'map.png' }), 'pictures: no name'],
    ['a field without a name', node('input', { placeholder: '户号' }), 'fieldsNamed: no name'],
    [
      'a choice that does not say whether it is chosen',
      node('tapped', { 'aria-role': 'checkbox', 'aria-label': '同意' }, says('同意')),
      'states: no state',
    ],
    [
      'a name that is not what is seen',
      button({ 'aria-label': '按钮' }, says('看明细')),
      'labelInName: seen',
    ],
    ['a figure without its unit', says('1,257.00'), 'figures: read wrongly'],
  ])('is %s', (_what, planted, fault) => {
    expect(found(planted)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]))
  })

  it('is two buttons of one name', () => {
    const same = button({ 'aria-label': '看' }, says('看'))
    expect(found(same, same)).toEqual([expect.stringContaining('2 times')])
  })

  it('is not what it passes over, and in front of a page is the dialog', () => {
    expect(found(node('view', { 'aria-hidden': 'true' }, button({})))).toEqual([])
    const dialog = node('view', { 'aria-role': 'dialog' }, heading(3, '要删吗？'))
    const root = new WeappNode(node('view', {}, heading(1, '我家'), dialog), undefined, templates)
    const inFront = dialogIn(root)
    expect(inFront && findingsIn(inFront)).toEqual([
      'dialog: no name',
      expect.stringContaining('headings: level 3'),
    ])
  })
})
