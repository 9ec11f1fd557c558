import type { LedgerHelp, LedgerPart } from '@hutang/shared/contract'
import { moneyFigure, parseCell } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useEffect, useMemo, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Icon, Input, Select } from '../../components'
import type { Content } from '../table/rows'
import { closingOf, sidesIn } from './ledger-fill'

interface LedgerFieldsProps {
  help: LedgerHelp | null
  /** As it was written; else what is proposed. */
  part: Content['ledger']
  table: Content['table']
  onChange: (part: LedgerPart) => void
}

/** Whose ledger it is, which period, and what there was before and after. */
export function LedgerFields({ help, part: written, table, onChange }: LedgerFieldsProps) {
  const part = written ?? help?.bodies[0]?.proposal
  if (!help || !part) return null
  const set = (change: Partial<LedgerPart>) => onChange({ ...part, ...change })
  const takeBody = (body: LedgerPart['body']) => {
    const proposal = help.bodies.find((one) => one.body === body)?.proposal
    onChange({ ...(proposal ?? part), body, closing: null })
  }
  return (
    <View id="at-ledger">
      <View className="edit__ledger">
        <View className="edit__ledger-field edit__ledger-field--wide">
          <Select
            label="谁的账"
            value={part.body}
            choices={help.bodies.map(({ body, bodyName, last }) => ({
              value: body,
              label: bodyName,
              detail: last ? `上一期 ${last.periodName}` : undefined,
            }))}
            onChange={takeBody}
          />
        </View>
        <View className="edit__ledger-field edit__ledger-field--period">
          <Select
            label="哪一期"
            value={part.period}
            choices={help.periods.map(({ period, periodName, taken }) => ({
              value: period,
              label: periodName,
              detail: taken.includes(part.body) ? '已经公开过' : undefined,
            }))}
            onChange={(period) => set({ period })}
          />
        </View>
        {help.balances ? (
          <>
            <Amount label="期初余额" value={part.opening} onChange={(opening) => set({ opening })} />
            <Amount label="期末余额" value={part.closing} onChange={(closing) => set({ closing })} />
          </>
        ) : null}
      </View>
      {help.balances ? <Check table={table} part={part} onClosing={(closing) => set({ closing })} /> : null}
    </View>
  )
}

interface AmountProps {
  label: string
  value: number | null
  onChange: (fen: number | null) => void
}

const money = (label: string) => ({ key: label, label, kind: 'money' as const })

/** An amount, read when it is left. */
function Amount({ label, value, onChange }: AmountProps) {
  const shown = value === null ? '' : moneyFigure(value)
  const [text, setText] = useState(shown)
  const [problem, setProblem] = useState<string>()
  useEffect(() => setText(shown), [shown])
  const read = () => {
    const cell = parseCell(money(label), text)
    if ('problem' in cell) return setProblem(cell.problem)
    setProblem(undefined)
    const fen = typeof cell.cell === 'number' ? cell.cell : null
    if (fen !== value) onChange(fen)
    else setText(shown)
  }
  return (
    <View className="edit__ledger-field">
      <Input
        label={`${label}（元）`}
        value={text}
        maxLength={30}
        error={problem}
        onChange={setText}
        onBlur={read}
        onConfirm={read}
      />
    </View>
  )
}

interface CheckProps {
  table: Content['table']
  part: LedgerPart
  onClosing: (fen: number) => void
}

/** Whether before, plus income, less spending, is what there is after. */
function Check({ table, part, onClosing }: CheckProps) {
  const figures = useMemo(() => sidesIn(table), [table])
  const computed = closingOf(part, figures)
  if (!figures || computed === null) return null
  const sum = `期初 ${moneyFigure(part.opening ?? 0)} ＋ 收 ${moneyFigure(figures.income)} − 支 ${moneyFigure(figures.expense)} ＝ ${moneyFigure(computed)}`
  const agrees = computed === part.closing
  return (
    <View
      className={agrees ? 'edit__check edit__check--good' : 'edit__check edit__check--bad'}
      {...a11y({ role: 'status' })}
    >
      <Icon name={agrees ? 'check' : 'alert'} />
      <Text className="edit__check-words">
        {agrees
          ? `${sum}，和期末一样`
          : part.closing === null
            ? `${sum}，期末还没有填`
            : `${sum}，期末填的是 ${moneyFigure(part.closing)}，差 ${moneyFigure(Math.abs(computed - part.closing))}`}
      </Text>
      {agrees ? null : (
        <Button kind="secondary" inline onPress={() => onClosing(computed)}>
          {`期末填 ${moneyFigure(computed)}`}
        </Button>
      )}
    </View>
  )
}
