import type { Column } from '@hutang/shared/contract'
import { type Sheet, type SheetOptions, sheetOfText } from '@hutang/shared/rules'
import { type MutableRefObject, memo, type ReactNode, useMemo, useState } from 'react'
import type { Answer } from '../../api/contract'
import type { FieldProblem } from '../../api/errors'
import { Card } from '../../components'
import { useFileDrop } from '../../hooks/use-file-drop'
import { Confirm } from '../components/confirm/confirm'
import type { GridControl } from '../grid/control'
import { ImportDialog } from '../import/import-dialog'
import { DropVeil, SheetAbout, SheetChooser, useSheetFile } from '../import/sheet-file'
import { newTable } from '../table/edit-table'
import { type Households, problemsOf } from '../table/problems'
import type { WholeTable } from '../table/rows'
import { ColumnsDialog } from './columns-dialog'
import { NewTable } from './new-table'
import { RowDialog } from './row-dialog'
import { RowsBody } from './rows-body'
import { SheetBody } from './sheet-body'
import { useTablePaste } from './use-table-paste'

export interface TablePartProps {
  table: WholeTable | null
  caption: string
  usual: readonly Column[]
  households: Households
  aliases?: SheetOptions['aliases']
  /** What was published the time before, to compare a new table with. */
  last: Answer<'GET /api/screens/edit'>['last']
  /** An empty table to download. */
  template: ReactNode
  /** Above the rows: whose ledger it is, and of which period. */
  above?: ReactNode
  /** What may not be published, marked at its row. */
  blocked: readonly FieldProblem[]
  /** A computer's window: a sheet instead of a list of rows. */
  wide: boolean
  control: MutableRefObject<GridControl | null>
  onChange: (change: (table: WholeTable | null) => WholeTable | null) => void
  /** A table was taken from a sheet, with what stands above it there. */
  onTaken: (table: WholeTable, title: string | null, rows: Sheet['rows']) => void
}

type Open = { what: 'paste' } | { what: 'columns' } | { what: 'drop' } | { what: 'row'; at: number }

export const TablePart = memo(function TablePart(props: TablePartProps) {
  const { table, caption, usual, households, last, template, above, blocked, wide, onChange, onTaken } = props
  const [open, setOpen] = useState<Open>()
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const { opened, reading } = useSheetFile(setSheet)
  const over = useFileDrop((file) => {
    setSheet(null)
    setOpen({ what: 'paste' })
    void reading.run(file)
  })
  const close = () => setOpen(undefined)
  const put = (next: WholeTable | null) => onChange(() => next)
  const codes = useMemo(() => households.map(({ code }) => code), [households])
  const problems = useMemo(() => (table ? problemsOf(table, codes) : noProblems), [table, codes])
  const secret = useMemo(
    () => blocked.filter(({ field }) => field === 'content.table.rows' || field === 'content.table.columns'),
    [blocked],
  )
  const readText = (text: string) => {
    setSheet(sheetOfText(text))
    setOpen({ what: 'paste' })
  }
  useTablePaste(wide && open === undefined, readText)
  const body = { ...props, problems, secret, onPut: put }
  const importIt = () => setOpen({ what: 'paste' })
  return (
    <Card title="表格">
      {above}
      {!table ? (
        <NewTable
          usual={usual}
          template={template}
          onCreate={(columns) => {
            put(newTable(caption, columns))
            if (columns.length === 0) setOpen({ what: 'columns' })
          }}
          onPaste={importIt}
        />
      ) : wide ? (
        <SheetBody
          {...body}
          table={table}
          onText={readText}
          onImport={importIt}
          onColumns={() => setOpen({ what: 'columns' })}
          onDrop={() => setOpen({ what: 'drop' })}
        />
      ) : (
        <RowsBody
          {...body}
          table={table}
          onImport={importIt}
          onColumns={() => setOpen({ what: 'columns' })}
          onRow={(at) => setOpen({ what: 'row', at })}
          onDrop={() => setOpen({ what: 'drop' })}
        />
      )}
      <ImportDialog
        open={open?.what === 'paste'}
        table={table}
        caption={caption}
        usual={usual}
        households={households}
        aliases={props.aliases}
        last={last}
        sheet={sheet}
        onSheet={setSheet}
        chooser={
          <>
            <SheetChooser reading={reading} />
            {usual.length > 0 ? template : null}
          </>
        }
        about={<SheetAbout opened={opened} sheet={sheet} onSheet={setSheet} />}
        onTake={(next, title) => onTaken(next, title, sheet?.rows ?? [])}
        onClose={close}
      />
      {table && open?.what === 'columns' ? (
        <ColumnsDialog table={table} onChange={put} onClose={close} />
      ) : null}
      {table && open?.what === 'row' ? (
        <RowDialog
          key={open.at}
          table={table}
          at={open.at}
          households={households}
          problems={[...problems, ...secret].filter(({ row }) => row === open.at + 1)}
          onChange={put}
          onClose={close}
        />
      ) : null}
      <DropVeil over={over} />
      <Confirm
        open={open?.what === 'drop'}
        title="不要这张表？"
        lines={[`表里的 ${table?.rows.length ?? 0} 行都会去掉，不能找回。`]}
        action="不要了"
        onConfirm={() => {
          put(null)
          close()
        }}
        onClose={close}
      />
    </Card>
  )
})

const noProblems: readonly FieldProblem[] = []
