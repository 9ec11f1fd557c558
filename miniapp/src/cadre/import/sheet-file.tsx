import type { ReadFile } from '@hutang/shared/contract'
import type { Sheet } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { type ChosenFile, chooseFile, forget, refuseLarge } from '../../api/choose-file'
import { upload } from '../../api/upload'
import { Button, Problem, RadioGroup } from '../../components'
import { type Action, useAction } from '../../hooks/use-action'
import { useChoose } from '../../hooks/use-choose'
import './sheet-file.scss'

const endings = ['xlsx', 'xls', 'csv', 'xlsm', 'txt']
/** As many as the service takes (server/src/sheets). */
const mostMegabytes = 10

interface Opened extends ReadFile {
  name: string
}

export interface SheetFileState {
  /** What was read last, the sheet that holds most first. */
  opened: Opened | undefined
  reading: Action<[file: ChosenFile]>
}

/** Reads a chosen or dropped file, and hands on the sheet that holds most. */
export function useSheetFile(onSheet: (sheet: Sheet | null) => void): SheetFileState {
  const [opened, setOpened] = useState<Opened>()
  const reading = useAction(async (_key, file: ChosenFile) => {
    try {
      refuseLarge(file, mostMegabytes)
      const read = await upload<ReadFile>('/api/sheets', file.path, { name: file.name })
      const sheets = [...read.sheets].sort((a, b) => filled(b) - filled(a))
      setOpened({ ...read, sheets, name: file.name })
      onSheet(sheets[0] ?? null)
    } finally {
      forget(file)
    }
  })
  return { opened, reading }
}

const filled = ({ rows }: Sheet): number => rows.filter((row) => row.length > 0).length

const hint =
  process.env.TARO_ENV === 'h5'
    ? '用电脑的话，也可以把文件拖到这一页上。'
    : '文件先发到微信的“文件传输助手”，再到这里选。'

/** The button that chooses a file, and what came of it. */
export function SheetChooser({ reading }: Pick<SheetFileState, 'reading'>) {
  const { choose, error } = useChoose()
  return (
    <View className="sheet-file">
      <Button
        kind="secondary"
        icon="document"
        busy={reading.busy}
        label=".xlsx、.xls 或 .csv"
        onPress={() =>
          void choose(
            () => chooseFile(endings),
            (file) => void reading.run(file),
          )
        }
      >
        选一个表格文件
      </Button>
      <Text className="sheet-file__note" {...a11y({ role: 'status' })}>
        {reading.busy ? '正在读文件，大表要等几秒钟。' : hint}
      </Text>
      <Problem error={error ?? reading.error} />
    </View>
  )
}

interface SheetAboutProps extends Pick<SheetFileState, 'opened'> {
  sheet: Sheet | null
  onSheet: (sheet: Sheet) => void
}

/** Of the file that the sheet comes from: its other sheets, and what in it was not read. */
export function SheetAbout({ opened, sheet, onSheet }: SheetAboutProps) {
  const at = sheet && opened ? opened.sheets.indexOf(sheet) : -1
  if (!opened || !sheet || at < 0) return null
  const left = opened.left.filter(({ what, name }) => what === 'sheet' || name === sheet.name)
  return (
    <View className="sheet-file">
      <Text className="sheet-file__note">{opened.name}</Text>
      {opened.sheets.length > 1 ? (
        <RadioGroup
          label={`文件里有 ${opened.sheets.length} 张表，用哪一张`}
          value={String(at)}
          choices={opened.sheets.map((one, place) => ({
            value: String(place),
            label: one.name,
            detail: `${filled(one)} 行`,
          }))}
          onChange={(value) => onSheet(opened.sheets[Number(value)] ?? sheet)}
        />
      ) : null}
      {left.length > 0 ? (
        <Text className="sheet-file__note">{`没有读：${left.map(leftText).join('；')}。`}</Text>
      ) : null}
    </View>
  )
}

function leftText({ what, name, count }: ReadFile['left'][number]): string {
  switch (what) {
    case 'sheet':
      return `隐藏的工作表“${name}”`
    case 'rows':
      return `隐藏的 ${count} 行`
    case 'columns':
      return `隐藏的 ${count} 列`
    case 'cells':
      return `设成不显示的 ${count} 格`
    case 'comments':
      return `${count} 条批注`
    case 'pictures':
      return `${count} 张图片或文本框`
    case 'far':
      return `离表很远的 ${count} 处内容`
  }
}

/** Covers the page while a file is held over it. */
export const DropVeil = ({ over }: { over: boolean }) =>
  over ? (
    <View className="drop-veil" {...a11y({ hidden: true })}>
      <Text className="drop-veil__words">松开，就读这个表格</Text>
    </View>
  ) : null
