import type { Column } from '@hutang/shared/contract'
import { countedRows } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Checkbox, Dialog, RadioGroup, Table, Textarea } from '../../components'
import { newTable, takePasted } from '../table/edit-table'
import { placeText } from '../table/problems'
import { readPaste } from '../table/read-paste'
import type { WholeTable } from '../table/rows'
import { wholeTable } from '../table/view'

interface PasteDialogProps {
  open: boolean
  table: WholeTable | null
  caption: string
  usual: readonly Column[]
  onTake: (table: WholeTable) => void
  onClose: () => void
}

const enough = 400_000
const firstRows = 3
const mostProblems = 30

/** Takes cells pasted from a spreadsheet, and shows first how they were understood. */
export function PasteDialog({ open, table, caption, usual, onTake, onClose }: PasteDialogProps) {
  const [text, setText] = useState('')
  const [withoutSums, setWithoutSums] = useState(true)
  const [mode, setMode] = useState<'replace' | 'append'>('replace')
  const pasted = useMemo(() => readPaste(text, table?.columns ?? [], usual), [text, table, usual])
  const { problems, columns } = pasted
  const own = useMemo(() => countedRows(columns, pasted.rows), [columns, pasted.rows])
  const sums = pasted.rows.length - own.length
  const rows = withoutSums ? own : pasted.rows
  const take = () => {
    onTake(takePasted(table ?? newTable(caption, []), { ...pasted, rows }, table ? mode : 'replace'))
    setText('')
    onClose()
  }
  const reason =
    rows.length === 0
      ? '请先把表格贴进来'
      : problems.length > 0
        ? `有 ${problems.length} 处要先改`
        : undefined
  return (
    <Dialog
      open={open}
      title="从表格软件粘贴"
      onClose={onClose}
      actions={
        <Button reason={reason} onPress={take}>
          {rows.length > 0 ? `放进表里（${rows.length} 行）` : '放进表里'}
        </Button>
      }
    >
      <View className="edit__paste">
        <Textarea
          label="贴在这里"
          hint="在表格软件里选中，复制，再到这里粘贴。带上表头和“户号”一列最好。"
          maxLength={enough}
          fixed
          value={text}
          onChange={setText}
        />
      </View>
      {problems.length > 0 ? (
        <View className="edit__problems" {...a11y({ role: 'status' })}>
          <Text className="edit__subtitle">{`有 ${problems.length} 处看不懂（行数不算表头）`}</Text>
          {problems.slice(0, mostProblems).map((problem) => (
            <Text key={`${problem.row}${problem.column ?? ''}${problem.message}`}>
              {`${placeText({ field: '', ...problem })}：${problem.message}`}
            </Text>
          ))}
          <Text>可以直接在上面改，也可以改好再贴一次。</Text>
        </View>
      ) : null}
      {rows.length > 0 ? (
        <View>
          <Text className="edit__subtitle">{`认出 ${rows.length} 行 ${columns.length} 列，前几行是：`}</Text>
          <Table
            table={wholeTable({ caption: '请看列有没有对上', columns, rows: rows.slice(0, firstRows) })}
          />
        </View>
      ) : null}
      {sums > 0 ? (
        <Checkbox
          label={`不要 ${sums} 行合计、结余`}
          detail="它们不是一户、一笔；合计由程序自己加"
          checked={withoutSums}
          onChange={setWithoutSums}
        />
      ) : null}
      {table && table.rows.length > 0 && rows.length > 0 ? (
        <RadioGroup
          label="表里已有的行"
          value={mode}
          choices={[
            { value: 'replace', label: '换成贴进来的', detail: `原来的 ${table.rows.length} 行去掉` },
            { value: 'append', label: '留着，贴进来的接在后面' },
          ]}
          onChange={setMode}
        />
      ) : null}
    </Dialog>
  )
}
