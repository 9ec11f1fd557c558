// What a built mini-program is made of: its packages with their bytes, the functions of wx that it calls, its plugins.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Not uploaded: `ignored` in project.config.json. */
const isLeftOut = (file) => /(^|\/)\.[^/]+$|\.txt$/.test(file)

/** What the vendor's tool leaves out of the upload. https://developers.weixin.qq.com/miniprogram/dev/devtools/projectconfig.html */
export const ignored = [
  { type: 'file', value: '.sources' },
  { type: 'suffix', value: '.LICENSE.txt' },
]

export function readBundle(dist) {
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'))
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => statSync(join(dist, file)).isFile() && !isLeftOut(file))
  const roots = (app.subPackages ?? app.subpackages ?? []).map(({ root }) => `${root.replace(/\/$/, '')}/`)
  const bytesOf = (some) => some.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0)
  const packages = roots.map((root) => ({
    name: root.slice(0, -1),
    bytes: bytesOf(files.filter((file) => file.startsWith(root))),
  }))
  const main = bytesOf(files.filter((file) => !roots.some((root) => file.startsWith(root))))
  const text = (ending) =>
    files.filter((file) => file.endsWith(ending)).map((file) => readFileSync(join(dist, file), 'utf8'))
  const scripts = text('.js')
  return {
    app,
    main,
    packages,
    total: bytesOf(files),
    ...calledIn(scripts, text('.wxml')),
    /** Addresses that the code holds whole, such as that of the service. */
    origins: new Set(scripts.flatMap((code) => code.match(/https?:\/\/[a-zA-Z0-9.:-]+/g) ?? [])),
    plugins: Object.entries(app.plugins ?? {}).map(([name, { version, provider }]) => ({
      name,
      version,
      provider,
    })),
    sitemap: existsSync(join(dist, 'sitemap.json')),
    place: relative(process.cwd(), dist) || dist,
  }
}

// `Taro` is a module's default in the bundle: `a().chooseImage(`; a name in a list of Taro's own is no call.
const called = /(?:\b[\w$]+\(\)|\bwx|\.default)\.([a-z][A-Za-z]+)\(/g

function calledIn(scripts, templates) {
  const functions = scripts.flatMap((code) => [...code.matchAll(called)].map(([, name]) => name))
  const openTypes = scripts.flatMap((code) =>
    [...code.matchAll(/\bopenType:\s*["']([A-Za-z]+)["']/g)].map(([, name]) => name),
  )
  const tags = templates.flatMap((code) => [...code.matchAll(/<([a-z][a-z-]+)/g)].map(([, name]) => name))
  return {
    functions: new Set(functions),
    openTypes: new Set(openTypes),
    tags: new Set(tags),
  }
}
