import type { Cell } from '@hutang/shared/contract'
import { cellText, parseCell } from '@hutang/shared/rules'
import { useState } from 'react'
import type { FieldProblem } from '../../api/errors'
import { Button, Dialog, Input } from '../../components'
import { headText } from '../../format/cell'
import { HouseholdField } from '../components/household-field/household-field'
import { kindWords, removeRow, setRow } from '../table/edit-table'
import type { Households } from '../table/problems'
import type { WholeTable } from '../table/rows'

interface RowDialogProps {
  table: WholeTable
  /** The index of the row; the number of rows for a new one. */
  at: number
  households: Households
  problems: readonly FieldProblem[]
  onChange: (table: WholeTable) => void
  onClose: () => void
}

/** Edits one row: a field for each column. */
export function RowDialog({ table, at, households, problems, onChange, onClose }: RowDialogProps) {
  const row = table.rows[at]
  const [place, setPlace] = useState(at)
  const [household, setHousehold] = useState(row?.household ?? '')
  const [texts, setTexts] = useState(() =>
    table.columns.map((column, n) => cellText(column, row?.cells[n] ?? null)),
  )
  const [tried, setTried] = useState(false)
  const read = table.columns.map((column, n) => parseCell(column, texts[n] ?? ''))
  const wrong = read.filter((one) => 'problem' in one).length
  const known =
    household.trim() === '' ||
    households.length === 0 ||
    households.some(({ code }) => code === household.trim())

  const store = (): boolean => {
    setTried(true)
    if (wrong > 0 || !known) return false
    const cells = read.map((one): Cell => ('cell' in one ? one.cell : null))
    onChange(setRow(table, place, { household: household.trim() || null, cells }))
    return true
  }
  const storeAndNext = () => {
    if (!store()) return
    setPlace(place < table.rows.length ? table.rows.length : place + 1)
    setHousehold('')
    setTexts(table.columns.map(() => ''))
    setTried(false)
  }
  return (
    <Dialog
      open
      title={`第 ${place + 1} 行`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => store() && onClose()}>放进表里</Button>
          {row && place === at ? (
            <Button
              kind="quiet"
              icon="trash"
              onPress={() => {
                onChange(removeRow(table, at))
                onClose()
              }}
            >
              删去这一行
            </Button>
          ) : (
            <Button kind="secondary" icon="plus" onPress={storeAndNext}>
              放进去，再填一行
            </Button>
          )}
        </>
      }
    >
      {households.length > 0 ? (
        <HouseholdField
          value={household}
          households={households}
          error={
            tried && !known
              ? `户籍册里没有户号 ${household.trim()}`
              : problems.find(({ column }) => column === '户号')?.message
          }
          onChange={setHousehold}
        />
      ) : null}
      {table.columns.map((column, n) => {
        const one = read[n]
        return (
          <Input
            key={column.key}
            label={headText(column.label, column.kind)}
            hint={texts[n] ? undefined : kindWords[column.kind].example}
            maxLength={200}
            value={texts[n] ?? ''}
            error={tried && one && 'problem' in one ? one.problem : undefined}
            onChange={(text) => setTexts((old) => old.map((was, m) => (m === n ? text : was)))}
          />
        )
      })}
    </Dialog>
  )
}
