// Pictures of what hangs outside, for the README and the handbook: drawn by the demo, made a picture by poppler.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { village } from './camera.mjs'

const dots = 58

export async function takePaper({ get, bytes, keep }) {
  const notices = (await get(`/api/regions/${village}/notices?limit=50`)).items
  const progress = notices.find(({ itemNo, access }) => itemNo === 49 && access === 'full')
  const papers = {
    'board-a3': `/api/notices/${progress.id}/board.pdf`,
    'board-month': `/api/regions/${village}/board.pdf`,
  }
  const folder = mkdtempSync(join(tmpdir(), 'hutang-paper-'))
  try {
    for (const [name, path] of Object.entries(papers)) {
      const file = join(folder, name)
      writeFileSync(`${file}.pdf`, await bytes(path))
      execFileSync('pdftoppm', ['-png', '-r', String(dots), '-singlefile', `${file}.pdf`, file])
      await keep(name, readFileSync(`${file}.png`))
    }
  } catch (problem) {
    if (problem.code !== 'ENOENT') throw problem
    console.log('Left out, since pdftoppm (poppler-utils) is not installed: pictures of paper')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
