import Type from 'typebox'
import credit from '../../../../config/demo/policies/credit.json'
import employment from '../../../../config/demo/policies/employment.json'
import environment from '../../../../config/demo/policies/environment.json'
import farming from '../../../../config/demo/policies/farming.json'
import households from '../../../../config/demo/policies/households.json'
import insurance from '../../../../config/demo/policies/insurance.json'
import technology from '../../../../config/demo/policies/technology.json'
import ten from '../../../../config/demo/policies/ten.json'
import tourism from '../../../../config/demo/policies/tourism.json'
import { tableOf } from '../../rules/office-tables'
import { dated } from './days'
import { type DemoPolicy, demoPolicyOf, StatedPolicy } from './policy.schema'

const files: Record<string, readonly unknown[]> = {
  ten,
  farming,
  tourism,
  employment,
  technology,
  environment,
  insurance,
  credit,
  households,
}

/** The demo's policies as they stand on a day: the ten of the domain's paper first. */
export const demoPolicies = (base: Date): DemoPolicy[] =>
  Object.entries(files).flatMap(([name, stated]) =>
    tableOf(Type.Array(StatedPolicy), dated(stated, base), `config/demo/policies/${name}.json`).map(
      demoPolicyOf,
    ),
  )
