import type { Comparer } from '../values/comparer'
import { valuesAt } from '../values/paths'
import { type Doc, isObject, isRegex } from '../values/values'
import { compileSchema } from './json-schema'
import { matcher } from './matching'
import { wordsOf } from './schema-objects'
import { failuresOf } from './schema-types'
import { isOperators } from './value-tests'

/*
 * Why a document fails a validator, as far as that is plain. The shape is MongoDB's, which calls it unstable:
 * https://www.mongodb.com/docs/manual/core/schema-validation/handle-invalid-documents/
 */

const REASONS: Readonly<Record<string, string>> = {
  $eq: 'comparison failed',
  $ne: 'comparison failed',
  $gt: 'comparison failed',
  $gte: 'comparison failed',
  $lt: 'comparison failed',
  $lte: 'comparison failed',
  $in: 'no matching value found in array',
  $nin: 'matching value found in array',
  $exists: 'path does not exist',
  $type: 'type did not match',
  $regex: 'regular expression did not match',
  $mod: '$mod did not evaluate to expected remainder',
  $size: 'array length was not equal to given size',
  $all: 'array did not contain all specified values',
  $elemMatch: 'array did not satisfy the child predicate',
  $not: 'child expression matched',
}

export function failureOf(filter: Doc, doc: Doc, by: Comparer): Doc {
  const clauses = Object.entries(filter)
  const [only, ...others] = clauses
  if (only && others.length === 0) return clauseFailure(...only, doc, by)
  return clausesFailure(
    '$and',
    clauses.map((clause) => Object.fromEntries([clause])),
    doc,
    by,
  )
}

function clauseFailure(key: string, operand: unknown, doc: Doc, by: Comparer): Doc {
  if (key === '$jsonSchema') {
    const schema = compileSchema(operand, '$jsonSchema')
    return { operatorName: key, ...wordsOf(schema.spec), schemaRulesNotSatisfied: failuresOf(schema, doc) }
  }
  if ((key === '$and' || key === '$or') && Array.isArray(operand))
    return clausesFailure(key, operand.filter(isObject), doc, by)
  if (key === '$nor' && Array.isArray(operand)) {
    const clausesSatisfied = operand.flatMap((clause, index) =>
      isObject(clause) && matcher(clause, by)(doc) ? [{ index }] : [],
    )
    return { operatorName: key, clausesSatisfied }
  }
  if (key.startsWith('$'))
    return { operatorName: key, specifiedAs: { [key]: operand }, reason: 'expression did not match' }
  return fieldFailure(key, operand, doc, by)
}

function clausesFailure(operatorName: string, clauses: Doc[], doc: Doc, by: Comparer): Doc {
  const clausesNotSatisfied = clauses.flatMap((clause, index) =>
    matcher(clause, by)(doc) ? [] : [{ index, details: failureOf(clause, doc, by) }],
  )
  return { operatorName, clausesNotSatisfied }
}

function fieldFailure(path: string, condition: unknown, doc: Doc, by: Comparer): Doc {
  if (!isOperators(condition))
    return conditionFailure(path, isRegex(condition) ? '$regex' : '$eq', condition, doc)
  const operators = Object.keys(condition).filter((operator) => operator !== '$options')
  const [first = ''] = operators
  if (operators.length === 1) return conditionFailure(path, first, condition, doc)
  return clausesFailure(
    '$and',
    operators.map((operator) => ({
      [path]: {
        [operator]: condition[operator],
        ...(operator === '$regex' && '$options' in condition ? { $options: condition.$options } : {}),
      },
    })),
    doc,
    by,
  )
}

function conditionFailure(path: string, operatorName: string, condition: unknown, doc: Doc): Doc {
  const specifiedAs = { [path]: condition }
  const values = valuesAt(doc, path.split('.'), false)
  if (operatorName === '$exists')
    return {
      operatorName,
      specifiedAs,
      reason: values.length > 0 ? 'path does exist' : 'path does not exist',
    }
  const [value] = values
  if (values.length === 0) return { operatorName, specifiedAs, reason: 'field was missing' }
  const reason = REASONS[operatorName] ?? 'condition did not match'
  const considered = values.length === 1 ? { consideredValue: value } : { consideredValues: values }
  return { operatorName, specifiedAs, reason, ...considered }
}
