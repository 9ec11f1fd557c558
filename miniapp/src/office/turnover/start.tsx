import type { SheetCell } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import type { ApiError } from '../../api/errors'
import { upload } from '../../api/upload'
import { Button, Card, Input, Problem, Textarea } from '../../components'
import { useAction } from '../../hooks/use-action'
import { ChooseFile } from '../../widgets'
import type { Sheet } from './sheet'

interface StartProps {
  sheet: Sheet
  busy: boolean
  error: ApiError | undefined
  onLook: (sheet: Sheet) => void
}

const endings = ['xlsx', 'xls', 'csv'] as const
const enough = 500_000

/** The date, and the table: out of a file, or pasted. */
export function Start({ sheet, busy, error, onLook }: StartProps) {
  const [date, setDate] = useState(sheet.date)
  const [text, setText] = useState(sheet.text)
  const file = useAction(async (_key, path: string, fileName: string) => {
    const { sheets } = await upload<Answer<'POST /api/sheets'>>(
      '/api/sheets',
      path,
      { name: fileName },
      { fileName },
    )
    const fullest = [...sheets].sort((a, b) => b.rows.length - a.rows.length)[0]
    setText(fullest ? textOf(fullest.rows) : '')
  })
  const missing =
    date.trim() === '' ? '请先写换届的日期' : text.trim() === '' ? '请先选文件，或把表格贴进来' : undefined
  return (
    <View className="turnover__start">
      <View className="turnover__half">
        <Input
          label="从哪天起换"
          required
          hint="写成 2026-12-01，那天零点起生效。表里另有起始日期的，照表里的。"
          maxLength={10}
          value={date}
          onChange={setDate}
          error={error?.fieldMessage('date')}
        />
        <ChooseFile
          label="选换届表"
          kind="secondary"
          endings={endings}
          busy={file.busy}
          onChoose={(chosen) => void file.run(chosen.path, chosen.name)}
        />
        <Problem error={file.error} />
        <Textarea
          label="或者贴在这里"
          hint="在表格软件里选中，复制，再到这里粘贴。带上表头那一行。"
          maxLength={enough}
          keepsHeight
          value={text}
          onChange={setText}
        />
        <Problem error={error} />
        <Button busy={busy} reason={missing} onPress={() => onLook({ date: date.trim(), text, answers: [] })}>
          看看换了谁
        </Button>
      </View>
      <View className="turnover__half">
        <Card title="表怎么写">
          <Text className="turnover__line">
            第一行是表头：村、岗位、姓名、手机、起始日期。每人一行，全县几百个村也放在一张表里。
          </Text>
          <Text className="turnover__line">
            写了哪个岗位，就换哪个岗位：还在表里的留任，新来的上任，不在表里的离任。没写的岗位照旧。
          </Text>
          <Text className="turnover__line">
            岗位写经办（文书、会计）、村监会、书记/主任、管理员。是村委会委员的经办，写“文书（村委会委员）”。
          </Text>
          <Text className="turnover__line">
            组长一组一行：村、组、组长、手机；有同名的，加一列户号。也可以在岗位里写“村民小组长”，再写是哪个组。只换写到的组。
          </Text>
          <Text className="turnover__line">
            您确认以前，一个岗位也不动；确认以后，到日子以前都能整批撤回。
          </Text>
        </Card>
      </View>
    </View>
  )
}

/** A sheet of a file as it would have been pasted. */
const textOf = (rows: readonly (readonly SheetCell[])[]): string =>
  rows.map((row) => row.map((cell) => cellText(cell).replace(/[\t\n\r]/g, ' ')).join('\t')).join('\n')

function cellText(cell: SheetCell): string {
  if (cell === null) return ''
  if (typeof cell === 'object') return 'date' in cell ? cell.date : ''
  return String(cell)
}
