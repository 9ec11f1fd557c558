import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const binaries: Record<string, string> = {
  linux: 'linux/wcsc',
  darwin: 'mac/wcsc',
  win32: 'windows/wcsc.exe',
}

/**
 * Compiles these styles, by their path in `folder`, as WeChat's own compiler does; its complaints, empty when all is well.
 * The compiler is the vendor's of 2019: newer ones accept more, so what passes here passes there.
 */
export function compileWxss(folder: string, files: readonly string[]): string {
  const home = mkdtempSync(join(tmpdir(), 'hutang-wcsc-'))
  try {
    const packaged = join(
      dirname(require.resolve('miniprogram-compiler')),
      'bin',
      binaries[process.platform] ?? '',
    )
    const compiler = join(home, 'wcsc')
    copyFileSync(packaged, compiler)
    // npm unpacks it without leave to run.
    chmodSync(compiler, 0o755)
    const run = spawnSync(compiler, ['-lc', '-js', ...files], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 50e6,
    })
    if (run.error) throw run.error
    // It can complain and still end with 0, and it can write nothing at all.
    const complaint = run.stderr.trim()
    if (complaint) return complaint
    return run.status === 0 && run.stdout !== '' ? '' : `wcsc ended with ${run.status}`
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** What the compiler says of one text. */
export function complaintOf(wxss: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hutang-wxss-'))
  try {
    writeFileSync(join(folder, 'one.wxss'), wxss)
    return compileWxss(folder, ['one.wxss'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every style of a built mini-program. */
export const wxssIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.wxss'))
