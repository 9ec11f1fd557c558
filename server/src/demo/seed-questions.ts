import { dueOf, type RoleName, roleText } from '@hutang/shared'
import type { AllModels } from '../models'
import { accountId } from './seed-people'
import type { DemoData } from './village'

/** 意见和投诉 with their answers, as the routes keep them. */
export async function seedQuestions(models: AllModels, data: DemoData): Promise<void> {
  const personaOf = (persona: string) => data.personas.find((one) => one.persona === persona)
  await models.Question.insertMany(
    data.questions.map(({ region, persona, kind, text, nameless, at, answer }, n) => {
      const answering = answer && personaOf(answer.persona)
      return {
        _id: `${at.toISOString().slice(0, 10).replaceAll('-', '')}-${'2345'[n]}${'KMPR'[n]}${'678A'[n]}${'WXYZ'[n]}`,
        region,
        level: 'village' as const,
        kind,
        notice: null,
        account: accountId(persona),
        name: nameless ? null : (personaOf(persona)?.name ?? null),
        rounds: [
          {
            step: 'office' as const,
            askedAt: at,
            due: dueOf(at),
            text,
            answeredAt: answer?.at ?? null,
            answer: answering
              ? {
                  text: answer.text,
                  by: signed(answering.name, answering.roles[0]?.role),
                  account: accountId(answer.persona),
                }
              : null,
          },
        ],
        open: !answer,
        closedAt: null,
        withdrawn: false,
        readers: ['office' as const],
        seen: !answer,
        at,
        turn: 0,
        stamp: null,
      }
    }),
  )
}

const signed = (name: string, role: RoleName | undefined): string =>
  role ? `${name}（${roleText[role]}）` : name
