import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { readTemplates } from '../support/weapp/templates'
import { knownOfWx, stylesIn, textsIn } from '../support/weapp-bundle'

const source = join(__dirname, '../../miniapp/src')
const unused: {
  everywhere: string[]
  ofText: string[]
} = require('../../miniapp/plugins/small-templates/unused.js')

let dist = ''
beforeAll(() => {
  dist = builtMiniapp('weapp')
}, 180_000)

/** The files of the bundle in which this stands. */
const filesWith = (words: RegExp) =>
  textsIn(dist, /\.js$/)
    .filter(({ text }) => words.test(text))
    .map(({ file }) => file)

describe('the code of the built mini-program', () => {
  it.each([
    // https://developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html
    ['a method that wx.request does not have', /["']PATCH["']/],
    ['a pattern that looks back, which iOS reads from 16.4 on', /\(\?<[=!]/],
    ['Intl, which Android does not have', /\bIntl\./],
    ['structuredClone', /\bstructuredClone\b/],
    ['TextDecoder', /\bTextDecoder\b/],
    ['fetch', /[^.\w]fetch\(/],
    ['big integers', /\bBigInt\b|[^\w.$]\d+n\b(?!["'])/],
    ['methods of arrays that iOS has from 16 on', /\.(toSorted|toReversed|toSpliced)\(/],
  ])('holds nothing of: %s', (_what, words) => {
    expect(filesWith(words)).toEqual([])
  })

  it('brings along the methods that iOS 14 does not have', () => {
    const own = textsIn(dist, /^app\.js$|^common\.js$|^vendors\.js$|^taro\.js$/)
      .map(({ text }) => text)
      .join('\n')
    for (const name of ['at', 'findLast', 'findLastIndex', 'hasOwn']) {
      expect({ name, given: new RegExp(`\\(\\w+(\\.prototype)?,"${name}",`, 'i').test(own) }).toEqual({
        name,
        given: true,
      })
    }
  })

  it('asks wx only for what its typings know', () => {
    const known = knownOfWx()
    expect(known.size).toBeGreaterThan(400)
    expect(known.has('requestSubscribeMessage')).toBe(true)
    const asked = textsIn(dist, /\.js$/).flatMap(({ text }) =>
      [...text.matchAll(/\bwx(?:\.|\[")([a-zA-Z]+)/g)].map(([, name = '']) => name),
    )
    // Taro's own list of what it has loaded.
    expect([...new Set(asked)].filter((name) => !known.has(name) && name !== 'webpackJsonp')).toEqual([])
  })

  it('asks Taro only for what wx has', () => {
    const known = knownOfWx()
    const ofTaro = ['getCurrentPages', 'InnerAudioContext']
    const asked = textsIn(source, /\.tsx?$/).flatMap(({ text }) =>
      [...text.matchAll(/\bTaro\.([a-zA-Z]+)/g)].map(([, name = '']) => name),
    )
    expect(asked.length).toBeGreaterThan(40)
    expect([...new Set(asked)].filter((name) => !known.has(name) && !ofTaro.includes(name))).toEqual([])
  })
})

describe('what is left of Taro’s own lists', () => {
  const left: {
    components: string[]
    promised: string[]
  } = require('../../miniapp/plugins/small-runtime/used.js')

  it('has every component that is drawn, with its attributes', () => {
    const dashed = (name: string) => name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase()
    const kept = new Set(left.components.map(dashed))
    const drawn = textsIn(dist, /^base\.wxml$/).flatMap(({ text }) =>
      [...text.matchAll(/<([a-z][a-z-]+)/g)].map(([, tag = '']) => tag),
    )
    const ours = ['template', 'wxs', 'comp']
    expect([...new Set(drawn)].filter((tag) => !kept.has(tag) && !ours.includes(tag))).toEqual([])
    const named = textsIn(source, /\.tsx$/).flatMap(({ text }) =>
      [...text.matchAll(/import \{([^}]+)\} from '@tarojs\/components'/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim().split(' ')[0] ?? ''),
      ),
    )
    expect(named.length).toBeGreaterThan(200)
    expect([...new Set(named)].filter((name) => name && !left.components.includes(name))).toEqual([])
  })

  it('has every function whose promise the app waits for', () => {
    const lists = ['@tarojs/shared/dist/native-apis.js', '@tarojs/plugin-platform-weapp/dist/runtime.js']
    const promising = lists.flatMap((file) => {
      const text = readFileSync(join(__dirname, '../../node_modules', file), 'utf8')
      return [...(/needPromiseApis = new Set\(\[([^\]]*)/.exec(text)?.[1] ?? '').matchAll(/'(\w+)'/g)]
    })
    const asked = new Set(
      textsIn(source, /\.tsx?$/).flatMap(({ text }) =>
        [...text.matchAll(/\bTaro\.([a-zA-Z]+)/g)].map(([, name = '']) => name),
      ),
    )
    const needed = promising.map(([, name = '']) => name).filter((name) => asked.has(name))
    expect(promising.length).toBeGreaterThan(120)
    expect(needed.filter((name) => !left.promised.includes(name))).toEqual([])
  })
})

describe('its styles', () => {
  it('name nothing that a phone does not know', () => {
    const { selectors, media } = stylesIn(dist)
    expect(selectors.length).toBeGreaterThan(500)
    expect(
      selectors.filter((one) => /\*|:has\(|:is\(|:where\(|(^|[\s>+~])(body|html|:root)\b/.test(one)),
    ).toEqual([])
    expect([...media].filter((one) => /print|hover|pointer/.test(one))).toEqual([])
  })

  it('use these properties, each looked at once; a new one is looked up and added', () => {
    const { properties } = stylesIn(dist)
    expect([...properties].filter((one) => !looked.has(one) && !one.startsWith('--')).sort()).toEqual([])
  })
})

describe('its templates', () => {
  it('keep every word for screen readers', () => {
    const templates = readTemplates(textsIn(dist, /^base\.wxml$/)[0]?.text ?? '')
    const ofText = ['role', 'label', 'hidden', 'live', 'level']
    const ofView = [...ofText, 'disabled', 'checked', 'selected', 'expanded', 'invalid', 'modal', 'current']
    const words = {
      view: ofView,
      button: ofView,
      input: ofView,
      textarea: ofView,
      image: ofView,
      text: ofText,
    }
    for (const [tag, needed] of Object.entries(words)) {
      // Those that only have a class show nothing to a reader: Taro draws them for boxes without attributes.
      const drawn = [...templates.values()].filter((one) => one.tag === tag && one.attributes.size > 5)
      expect(drawn.length).toBeGreaterThan(0)
      for (const { attributes } of drawn) {
        const kept = [...attributes.keys()]
        expect({ tag, kept }).toEqual({
          tag,
          kept: expect.arrayContaining(needed.map((word) => `aria-${word}`)),
        })
      }
    }
  })

  it('leave out only what no page uses', () => {
    const properties = [...unused.everywhere, ...unused.ofText].map((attribute) =>
      attribute
        .replace(/^bind/, 'on-')
        .replace(/(touch|animation|transition|long)(?=[a-z])/, '$1-')
        .replace(/-+([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    )
    expect(properties).toEqual(
      expect.arrayContaining(['onTouchStart', 'onLongPress', 'hoverStayTime', 'maxLines']),
    )
    const used = new RegExp(`\\s(${properties.join('|')})=\\{`)
    const pages = textsIn(source, /\.tsx$/).filter(({ text }) => used.test(text))
    expect(pages.map(({ file }) => file)).toEqual([])
  })
})

/** By https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxss.html what the phone's web view shows; from iOS 14 on. */
const looked = new Set(
  `-webkit-mask-image -webkit-mask-repeat -webkit-mask-size -webkit-overflow-scrolling -webkit-text-size-adjust
  align-items align-self animation background border border-bottom border-collapse border-color border-left border-radius
  border-right border-spacing border-top border-width bottom box-shadow box-sizing break-inside color column-count column-gap
  content cursor display flex flex-basis flex-direction flex-flow flex-grow flex-wrap font font-family font-size
  font-variant-numeric font-weight gap grid-column grid-row grid-template-columns grid-template-rows height inset
  justify-content left letter-spacing line-height margin margin-bottom margin-left margin-right margin-top max-height
  max-width min-height min-width opacity order outline outline-offset overflow overflow-wrap overflow-x overflow-y padding
  padding-bottom padding-left padding-right padding-top pointer-events position resize right tab-size text-align
  text-decoration text-indent text-overflow text-underline-offset top transform vertical-align visibility white-space width
  z-index`.split(/\s+/),
)
