import {
  type Api,
  answeredProfile,
  blankProfile,
  creditCodeProblem,
  type EnterpriseProfile,
  type FieldProblem,
  plainCreditCode,
  profileProblems,
  shanghaiDate,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { profileFromRegister, registeredByCode } from '../enterprises'
import { type PackageView, packageOf } from './package'

type Asked = Api['POST /api/package']['body']

const refuse = (fields: FieldProblem[]): void => {
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

/** A package for whoever asks: what the county's register says of a code, and what was answered. Nothing is kept. */
export async function packageFor(
  deps: Deps,
  { creditCode, answers = {}, needs = [] }: Asked,
): Promise<PackageView> {
  const day = shanghaiDate(deps.clock.now())
  const known = await knownBy(deps, creditCode, Object.keys(answers).length > 0)
  const { profile, problems } = answeredProfile(known, answers, day)
  const unsound = profileProblems(profile, day)
    .filter(({ field }) => field in answers)
    .map(({ field, message }) => ({ field: `answers.${field}`, message }))
  refuse([...problems, ...unsound])
  return packageOf(deps, { ...profile, wishes: needs }, { day, needs })
}

async function knownBy(
  deps: Deps,
  typed: string | undefined,
  isAnswered: boolean,
): Promise<EnterpriseProfile> {
  if (typed === undefined) return blankProfile('')
  const problem = creditCodeProblem(typed)
  if (problem !== null) refuse([{ field: 'creditCode', message: problem }])
  const code = plainCreditCode(typed)
  const row = await registeredByCode(deps.db, code)
  if (row) return profileFromRegister(row)
  if (!isAnswered)
    refuse([
      {
        field: 'creditCode',
        message: '全区企业名录里没有这个代码。不要紧，答三个问题也能看：哪一种主体、在哪里、哪一年成立。',
      },
    ])
  return { ...blankProfile(''), creditCode: code }
}
