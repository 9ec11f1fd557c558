import { arithmetic } from './arithmetic'
import { define } from './compile'
import { logic } from './logic'

define(logic)
define(arithmetic)

export { accumulatorNames } from './accumulators'
export { compile, expressionNames, isExpressionName } from './compile'
export type { Expression } from './types'
