import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Every function that Taro hands on to WeChat, by its name in Taro's types. */
export function wxFunctions() {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@tarojs/taro/package.json')),
    'types/api',
  )
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.d.ts'),
  )
  const names = files.flatMap((name) => {
    const [, ...declared] = readFileSync(join(folder, name), 'utf8').split('interface TaroStatic')
    return declared.flatMap((text) => [...text.matchAll(/^ {4}(\w+)[(<:]/gm)].map(([, found]) => found))
  })
  if (names.length < 300) throw new Error(`Taro's types in ${folder} are not as they were`)
  return new Set(names)
}
