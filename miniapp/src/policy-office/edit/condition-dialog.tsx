import {
  type Condition,
  type NameOfCode,
  type PolicyContent,
  policyField,
  type Rule,
  sayCondition,
  searchedFields,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Checkbox, Dialog, Input, RadioGroup, Textarea } from '../../components'
import { groupsOf, joinWords, type Place } from '../rule/tree'
import { opWords } from '../words'
import { ValueField } from './value-field'
import { conditionOf, type Written, withField, withOp } from './written'

interface ConditionDialogProps {
  /** What it begins with: a sentence's proposal, or a condition that there is. */
  first: Written
  /** Of a condition that there is; it stays where it stands. */
  path: string | undefined
  content: PolicyContent
  places: readonly { value: string; label: string }[]
  names: NameOfCode
  onNames: (names: Readonly<Record<string, string>>) => void
  onDone: (condition: Condition, place: Place) => void
  onClose: () => void
}

const fewFields = 8

/** A sentence becomes a condition: which field, how it is compared, with what. Each opening has its own (`key`). */
export function ConditionDialog(props: ConditionDialogProps) {
  const { first, path, content, places, names, onNames, onDone, onClose } = props
  const { audience, rule } = content
  const [written, setWritten] = useState(first)
  const [place, setPlace] = useState('all')
  const [tried, setTried] = useState(false)
  const field = written.field === null ? undefined : policyField(audience, written.field)
  const { condition, problem } = conditionOf(written, audience)
  const change = (part: Partial<Written>) => setWritten((old) => ({ ...old, ...part }))
  const finish = () => {
    if (condition) onDone(condition, placeOf(place))
    else setTried(true)
  }
  return (
    <Dialog
      open
      title={path ? '改这一条' : '变成条件'}
      onClose={onClose}
      actions={
        <>
          {tried && problem ? <Text className="policy-edit__wrong">{problem}</Text> : null}
          <Button onPress={finish}>{path ? '改好了' : '就这样，加进条件'}</Button>
        </>
      }
    >
      <View className="condition-source">
        <Textarea
          label="原文这句话"
          required
          hint="大家看得到依据；要与原文一字不差"
          maxLength={500}
          value={written.sourceText}
          onChange={(sourceText) => change({ sourceText })}
        />
      </View>
      <FieldPicker
        audience={audience}
        value={written.field}
        onChange={(next) => setWritten((old) => withField(old, next))}
      />
      {field ? (
        <>
          {field.ops.length > 1 ? (
            <View className="condition-ops">
              <RadioGroup
                label="怎么比"
                value={written.op ?? undefined}
                choices={field.ops.map((op) => ({ value: op, ...opWords[op] }))}
                onChange={(op) => setWritten((old) => withOp(old, op))}
              />
            </View>
          ) : null}
          <ValueField
            key={`${field.name}-${written.op === 'between'}`}
            field={field}
            written={written}
            error={tried && problem ? problem : undefined}
            places={places}
            names={(code) => names(field.name, code)}
            onChange={change}
            onNames={onNames}
          />
        </>
      ) : null}
      <RadioGroup
        label="必须符合吗"
        value={written.hard ? 'hard' : 'soft'}
        choices={[
          { value: 'hard', label: '必须符合' },
          { value: 'soft', label: '优先考虑', detail: '不符合也能申报' },
        ]}
        onChange={(next) => change({ hard: next === 'hard' })}
      />
      {content.window.kind === 'dates' ? (
        <Checkbox
          label="要在截止那天符合"
          detail="没写就按申报那天算"
          checked={written.on === 'windowEnd'}
          onChange={(on) => change({ on: on ? 'windowEnd' : undefined })}
        />
      ) : null}
      {path ? null : <PlacePicker rule={rule} names={names} value={place} onChange={setPlace} />}
      {condition ? (
        <View className="condition-said">
          <Text className="condition-said__words">{`大家看到：${sayCondition(condition, names)}`}</Text>
        </View>
      ) : null}
    </Dialog>
  )
}

const placeOf = (chosen: string): Place =>
  chosen === 'all' || chosen === 'any' || chosen === 'none' ? { fresh: chosen } : { group: chosen }

interface PlacePickerProps {
  rule: Rule
  names: NameOfCode
  value: string
  onChange: (place: string) => void
}

function PlacePicker({ rule, names, value, onChange }: PlacePickerProps) {
  const groups = groupsOf(rule).map(({ path, join, members }) => {
    const [one] = members
    const begins = one && 'field' in one ? sayCondition(one, names) : ''
    return {
      value: path,
      label: `加到“${joinWords[join]}”里`,
      detail: begins ? `那一组有：${begins}` : undefined,
    }
  })
  return (
    <RadioGroup
      label="和别的条件的关系"
      value={value}
      choices={[
        { value: 'all', label: '和别的条件都要符合' },
        ...groups,
        { value: 'any', label: '新开一组：符合其中一条就行' },
        { value: 'none', label: '新开一组：不得有' },
      ]}
      onChange={onChange}
    />
  )
}

interface FieldPickerProps {
  audience: PolicyContent['audience']
  value: string | null
  onChange: (field: NonNullable<ReturnType<typeof policyField>>) => void
}

/** Which field: what is chosen stays on top, a word finds others. */
function FieldPicker({ audience, value, onChange }: FieldPickerProps) {
  const [word, setWord] = useState('')
  const [open, setOpen] = useState(value === null)
  const chosen = value === null ? undefined : policyField(audience, value)
  const found = searchedFields(word, audience)
  if (!open && chosen)
    return (
      <View className="field-picker">
        <View className="field-picker__chosen">
          <Text className="field-picker__label">比的是哪一栏</Text>
          <Text className="field-picker__title">{chosen.title}</Text>
        </View>
        <Button kind="quiet" inline label={`现在是${chosen.title}`} onPress={() => setOpen(true)}>
          换一栏
        </Button>
      </View>
    )
  return (
    <>
      <Input
        label="比的是哪一栏"
        required
        hint={`写一个词找，如 流转、社保、专利；一共 ${searchedFields('', audience).length} 栏`}
        value={word}
        maxLength={20}
        onChange={setWord}
      />
      <RadioGroup
        label="找到的栏目"
        quietLabel
        value={value ?? undefined}
        choices={found.slice(0, fewFields).map(({ name, title, question }) => ({
          value: name,
          label: title,
          detail: question,
        }))}
        onChange={(name) => {
          const field = policyField(audience, name)
          if (!field) return
          setOpen(false)
          onChange(field)
        }}
      />
      {found.length === 0 ? (
        <Text className="policy-edit__hint">没有找到，换个词试试。说不成一栏的话，写在解读里。</Text>
      ) : null}
    </>
  )
}
