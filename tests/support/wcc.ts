import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'

const binaries: Record<string, string> = {
  linux: 'linux/wcc',
  darwin: 'mac/wcc',
  win32: 'windows/wcc.exe',
}

/** What WeChat's compiler of templates says of these, by their path in `folder`; nothing when all is well. */
export function compileWxml(folder: string, files: readonly string[]): string {
  const home = mkdtempSync(join(tmpdir(), 'hutang-wcc-'))
  try {
    const compiler = join(home, 'wcc')
    const packaged = binaries[process.platform] ?? ''
    copyFileSync(join(dirname(require.resolve('miniprogram-compiler')), 'bin', packaged), compiler)
    // npm unpacks it without leave to run.
    chmodSync(compiler, 0o755)
    const run = spawnSync(compiler, ['-d', ...files, ...filesIn(folder, '.wxs')], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 50e6,
    })
    if (run.error) throw run.error
    const complaint = run.stderr.trim()
    if (complaint) return complaint
    return run.status === 0 && run.stdout !== '' ? '' : `wcc ended with ${run.status}`
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

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
export function complaintsOf(wxml: string): { wcc: string; glassEasel: string } {
  const folder = mkdtempSync(join(tmpdir(), 'hutang-wxml-'))
  try {
    writeFileSync(join(folder, 'one.wxml'), wxml)
    return {
      wcc: compileWxml(folder, ['one.wxml']),
      glassEasel: compileForGlassEasel(folder, ['one.wxml']),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every file of a built mini-program that ends so. */
export const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending))
