import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postcss, { type Rule } from 'postcss'

/** Every file of a folder that ends so, with its text. */
export const textsIn = (folder: string, ending: RegExp): { file: string; text: string }[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))

/** The functions of `wx` that the vendor's own typings know. */
export function knownOfWx(): Set<string> {
  const folder = join(require.resolve('miniprogram-api-typings/package.json'), '../types/wx')
  const text = textsIn(folder, /lib\.wx\.api\.d\.ts$/)[0]?.text ?? ''
  const wx = text.slice(text.indexOf('    interface Wx {'))
  return new Set([...wx.matchAll(/^ {8}(?:readonly )?([a-zA-Z]\w+)[<(?:]/gm)].map(([, name = '']) => name))
}

interface Styles {
  selectors: string[]
  properties: Set<string>
  media: Set<string>
}

/** What the styles of a folder are made of. */
export function stylesIn(folder: string): Styles {
  const styles: Styles = { selectors: [], properties: new Set(), media: new Set() }
  for (const { text } of textsIn(folder, /\.wxss$/)) {
    const sheet = postcss.parse(text)
    sheet.walkRules((rule) => {
      if (!isFrame(rule)) styles.selectors.push(...rule.selectors)
    })
    sheet.walkDecls(({ prop }) => void styles.properties.add(prop))
    sheet.walkAtRules('media', ({ params }) => void styles.media.add(params))
  }
  return styles
}

const isFrame = ({ parent }: Rule): boolean =>
  parent?.type === 'atrule' && 'name' in parent && parent.name === 'keyframes'
