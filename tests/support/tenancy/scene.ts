import type { TestDeps } from '../app'

/** A code on the paper of a notice. */
export async function sceneOf({ models, clock }: TestDeps, notice: string): Promise<string> {
  const nothing = { region: null, no: null, household: null }
  const { _id } = await models.Scene.create({
    _id: 'AAAAAAAAAAAA',
    kind: 'notice',
    notice,
    ...nothing,
    at: clock.now(),
  })
  return _id
}
