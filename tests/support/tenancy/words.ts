import type { TestDeps } from '../app'

/** Words of somebody of their township that WeChat did not let pass. */
export async function foundWordsOf({ models, clock }: TestDeps, office: string): Promise<string> {
  const _id = 'their-found-words'
  const at = clock.now()
  await models.UncheckedWords.create({
    ...{ _id, what: 'question', office, about: null, account: 'a-of-nobody', openid: 'o-of-nobody' },
    ...{ title: '内容', scene: 2, text: '慕容家门口的灯坏了没人管', at, state: 'found', label: 20003 },
    ...{ tries: 1, nextAt: at, expiresAt: new Date(at.getTime() + 86_400_000) },
  })
  return _id
}
