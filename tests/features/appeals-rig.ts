import type { AppealView } from '@hutang/shared'
import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import { newEngine } from '../../server/src/features/push/engines'
import { township, village } from '../api/notices-setup'
import { ok, seedOfficer, tokensOf } from '../api/policies-setup'
import type { Answer } from '../support/app'
import { type PackagesRig, packagesRig } from './packages-rig'

type Verb =
  | 'acknowledge'
  | 'answer'
  | 'close'
  | 'hotline'
  | 'helper'
  | 'withdraw'
  | 'rate'
  | 'reopen'
  | 'seen'

export interface AppealsRig extends Omit<PackagesRig, 'officer'> {
  at(text: string): void
  /** By wang, about item 16 of the village. */
  write(more?: object, who?: string): Promise<Answer<AppealView>>
  step(verb: Verb, id: string, token: string, body?: object): Promise<Answer<AppealView>>
  /** The minute's job, and the matching of what it announced. */
  minute(): Promise<void>
  officer(): string
  leader(): string
  county(): string
  read(id: string, token: string): Promise<Answer<AppealView>>
  matched(): Promise<string[]>
}

export async function appealsRig(): Promise<AppealsRig> {
  const rig = await packagesRig()
  const { models } = rig.deps
  await seedOfficer(rig, 'county', 'administrator', township.code.slice(0, 6))
  // Clocks travel through the year: who has a post had it before.
  await models.Role.updateMany({}, { $set: { since: new Date('2026-01-01T00:00:00Z') } })
  const jobs = rig.deps.features.find(({ name }) => name === 'appeals')?.jobs?.(rig.deps) ?? []
  const officer = () => tokensOf(rig).writer
  const ask: AppealsRig['step'] = (verb, id, token, body) =>
    rig.ask(`POST /api/appeals/:id/${verb}`, { params: { id }, token, ...(body ? { body } : {}) }) as Promise<
      Answer<AppealView>
    >
  return {
    ...rig,
    async reset() {
      await (models.Appeal as unknown as { deleteMany(all: object): Promise<unknown> }).deleteMany({})
      await rig.reset()
    },
    at: (text) => rig.clock.moveTo(new Date(`${text}:00+08:00`)),
    write: (more = {}, who = 'wang') =>
      rig.ask('POST /api/appeals', {
        body: { region: village.code, item: 16, text: '交了材料，一直没有消息。', ...more },
        token: rig.tokenFor(who),
      }),
    step: ask,
    async minute() {
      for (const job of jobs) await job.run()
      await newEngine(rig.deps, { channels: [] }).runOnce()
    },
    officer,
    leader: () => tokensOf(rig).signatory,
    county: () =>
      issueAccessToken({ account: 'a-county', session: 's-county' }, rig.deps.config.secrets.jwt, rig.clock),
    read: (id, token) => rig.ask('GET /api/appeals/:id', { params: { id }, token }),
    matched: async () =>
      (await models.Match.find({ 'subject.kind': 'appeal' }).sort({ at: 1, _id: 1 }).lean()).map(
        ({ person, kind, subject }) => `${person} ${kind} ${subject.id.split(':')[1]}`,
      ),
  }
}

export const view = (answer: Answer<AppealView>): AppealView => ok(answer)
