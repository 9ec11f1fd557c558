import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The vendor's compilers in npm's `miniprogram-compiler`, of 2019: newer ones accept more, so what passes here passes there. */
type Compiler = 'wcsc' | 'wcc'

const packagedFor: Record<string, (name: Compiler) => string> = {
  linux: (name) => `linux/${name}`,
  darwin: (name) => `mac/${name}`,
  win32: (name) => `windows/${name}.exe`,
}

/** What a compiler says of files in a folder; nothing when all is well. */
export function vendorSays(name: Compiler, folder: string, args: readonly string[]): string {
  return inNewFolder((home) => {
    const packaged = packagedFor[process.platform]?.(name) ?? ''
    const compiler = join(home, name)
    copyFileSync(join(dirname(require.resolve('miniprogram-compiler')), 'bin', packaged), compiler)
    // npm unpacks it without leave to run.
    chmodSync(compiler, 0o755)
    const run = spawnSync(compiler, args, { cwd: folder, encoding: 'utf8', maxBuffer: 50e6 })
    if (run.error) throw run.error
    // It can complain and still end with 0, and it can write nothing at all.
    const complaint = run.stderr.trim()
    if (complaint) return complaint
    return run.status === 0 && run.stdout !== '' ? '' : `${name} ended with ${run.status}`
  })
}

/** The same work on a folder that holds one file. */
export const withOneFile = <T>(name: string, text: string, work: (folder: string) => T): T =>
  inNewFolder((folder) => {
    writeFileSync(join(folder, name), text)
    return work(folder)
  })

function inNewFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'hutang-compiler-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every file of a built mini-program that ends so. */
export const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending))
