import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { type ImportDoc, type LineDoc, registerModels } from '../register.model'
import { compareWithRegister } from './compare-import'
import { importOf } from './find-import'
import { mended, mendsByLine } from './mend'
import { linesOfImport, saveLines } from './save-lines'

type Answers = Api['PUT /api/regions/:code/register/imports/:id/answers']['body']

/** Takes what the clerk says, and compares again: an answer about one row may settle others. */
export async function answerImport(
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  { lines = [], bulk, mend = [], whole }: Answers,
): Promise<ImportDoc> {
  const found = await importOf(deps, actor, region, id)
  if (found.state !== 'staged') throw new AppError('importState')
  const before = await linesOfImport(deps.db, id)
  const said = new Map(lines.map(({ line, answer }) => [line, answer]))
  const cells = mendsByLine(before, mend)
  const change = (line: LineDoc): LineDoc => {
    const answer = said.get(line._id) ?? (bulk && isAsked(line, bulk.question) ? bulk.answer : line.said)
    return { ...line, said: answer, ...mended(deps, line, cells.get(line._id) ?? []) }
  }
  return compareAgain(deps, { ...found, saidWhole: whole ?? found.saidWhole }, before, before.map(change))
}

const isAsked = ({ kind, question, answer, facts }: LineDoc, asked: string): boolean =>
  asked === 'gone' ? kind === 'gone' && facts === null : question === asked && answer === null

/** Compares anew and keeps what it comes to; only while the import is staged. */
export async function compareAgain(
  deps: Deps,
  doc: ImportDoc,
  before?: readonly LineDoc[],
  changed?: readonly LineDoc[],
): Promise<ImportDoc> {
  const stored = before ?? (await linesOfImport(deps.db, doc._id))
  const { lines, found } = await compareWithRegister(deps, doc, changed ?? stored)
  await saveLines(deps.db, stored, lines)
  const next = await registerModels(deps.db)
    .RegisterImport.findOneAndUpdate(
      { _id: doc._id, state: { $in: ['staged', 'reading'] } },
      { $set: { ...found, saidWhole: doc.saidWhole, state: 'staged', touchedAt: deps.clock.now() } },
      { returnDocument: 'after' },
    )
    .lean<ImportDoc>()
  if (!next) throw new AppError('importState')
  return next
}
