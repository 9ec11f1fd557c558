// Makes config/fonts/*.ttf: the characters that Noto Sans SC lacks and its sisters have, such as 𠮷. For a new release of
// the fonts: npm i --no-save subset-font @expo-google-fonts/noto-sans-jp @expo-google-fonts/noto-sans-tc, then run this.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { openSync } = createRequire(import.meta.url)('fontkit')
const { default: subsetFont } = await import('subset-font')

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const packages = join(root, 'node_modules', '@expo-google-fonts')
const fileOf = (name, family) => join(packages, name, '400Regular', `${family}_400Regular.ttf`)

/** CJK with its extensions A to H. */
const isHan = (point) => (point >= 0x3400 && point <= 0x9fff) || (point >= 0x20000 && point <= 0x323af)

const had = new Set(openSync(fileOf('noto-sans-sc', 'NotoSansSC')).characterSet)
for (const [name, family] of [
  ['noto-sans-jp', 'NotoSansJP'],
  ['noto-sans-tc', 'NotoSansTC'],
]) {
  const file = fileOf(name, family)
  const points = openSync(file).characterSet.filter((point) => isHan(point) && !had.has(point))
  for (const point of points) had.add(point)
  const options = { targetFormat: 'truetype' }
  const subset = await subsetFont(readFileSync(file), String.fromCodePoint(...points), options)
  writeFileSync(join(root, 'config', 'fonts', `${name}-rare.ttf`), subset)
  console.log(`${name}-rare.ttf: ${points.length} characters, ${subset.length} bytes`)
}
