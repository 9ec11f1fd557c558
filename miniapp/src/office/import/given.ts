import type { HouseholdKind, RegisterImport } from '@hutang/shared/contract'
import type { ChosenFile } from '../../api/choose-file'
import { call } from '../../api/client'
import { upload } from '../../api/upload'
import { officeAddress, replacePage } from '../../hooks/navigation'

/** What the clerk gave: kept as long as the window, so that another sheet of the same file is one tap away. */
export interface Given {
  region: string
  kind: HouseholdKind
  file: ChosenFile
}

let last: { id: string; given: Given } | undefined

/** The file of this import; undefined after the page was loaded anew. */
export const givenOf = (id: string): Given | undefined => (last?.id === id ? last.given : undefined)

/** Sends the file to be compared and shows what it would change. */
export async function give(given: Given, sheet: string | undefined, onProgress: (percent: number) => void) {
  const { region, kind, file } = given
  const words = [`kind=${kind}`, sheet === undefined ? '' : `sheet=${encodeURIComponent(sheet)}`]
  const made = await upload<RegisterImport>(
    `/api/regions/${region}/register/imports/file?${words.filter(Boolean).join('&')}`,
    file.path,
    {},
    { fileName: file.name, onProgress },
  )
  last = { id: made.id, given }
  show(made)
}

/** The same with cells copied out of a spreadsheet. */
export async function givePasted(region: string, kind: HouseholdKind, text: string) {
  show(
    await call('POST /api/regions/:code/register/imports', {
      params: { code: region },
      body: { text, kind },
    }),
  )
}

const show = ({ id, region }: RegisterImport) =>
  void replacePage(officeAddress('import', { region: region.code, id }))
