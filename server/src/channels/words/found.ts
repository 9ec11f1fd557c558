import type { Connection } from 'mongoose'
import { type UncheckedWordsDoc, wordsModels } from './words.model'

const mostShown = 200

/** What WeChat did not let pass when it could be asked, for an office, the newest first; '' is everybody's. */
export const foundWords = (db: Connection, office: string): Promise<UncheckedWordsDoc[]> =>
  wordsModels(db)
    .UncheckedWords.find({ office: { $in: [office, ''] }, state: 'found' })
    .sort({ at: -1, _id: -1 })
    .limit(mostShown)
    .lean<UncheckedWordsDoc[]>()

export const countWaitingWords = (db: Connection, office: string): Promise<number> =>
  wordsModels(db).UncheckedWords.countDocuments({ office: { $in: [office, ''] }, state: 'waiting' })

export const foundWord = (db: Connection, id: string): Promise<UncheckedWordsDoc | null> =>
  wordsModels(db).UncheckedWords.findOne({ _id: id, state: 'found' }).lean<UncheckedWordsDoc>()

/** The office has seen to it: the copy goes. */
export async function forgetWords(db: Connection, id: string): Promise<void> {
  await wordsModels(db).UncheckedWords.deleteOne({ _id: id })
}

/** What is kept of a notice or a policy that was taken down. */
export async function forgetWordsAbout(db: Connection, about: string): Promise<void> {
  await wordsModels(db).UncheckedWords.deleteMany({ about })
}

/** What is kept of an account that leaves. */
export async function forgetWordsOf(db: Connection, account: string): Promise<void> {
  await wordsModels(db).UncheckedWords.deleteMany({ account })
}
