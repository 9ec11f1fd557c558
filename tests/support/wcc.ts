import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { filesIn, vendorSays, withOneFile } from './vendor-compiler'

/** What WeChat's compiler of templates says of these, by their path in `folder`; nothing when all is well. */
export const compileWxml = (folder: string, files: readonly string[]): string =>
  vendorSays('wcc', folder, ['-d', ...files, ...filesIn(folder, '.wxs')])

/** The same of the compiler of glass-easel, which newer versions of WeChat use. */
export function compileForGlassEasel(folder: string, files: readonly string[]): string {
  const group = new TmplGroup()
  try {
    return files
      .flatMap((file) => {
        const found: { message: string; startLine: number }[] = group.addTmpl(
          file.replace(/\.wxml$/, ''),
          readFileSync(join(folder, file), 'utf8'),
        )
        return found.map(({ message, startLine }) => `${file}:${startLine + 1}: ${message}`)
      })
      .join('\n')
  } finally {
    group.free()
  }
}

/** What both say of one text. */
export const complaintsOf = (wxml: string): { wcc: string; glassEasel: string } =>
  withOneFile('one.wxml', wxml, (folder) => ({
    wcc: compileWxml(folder, ['one.wxml']),
    glassEasel: compileForGlassEasel(folder, ['one.wxml']),
  }))
