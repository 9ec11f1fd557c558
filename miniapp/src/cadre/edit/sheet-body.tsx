import { shanghaiDate } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { type MutableRefObject, useMemo } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button, Icon } from '../../components'
import { clock } from '../../format/clock'
import type { GridControl } from '../grid/control'
import { GridDoor } from '../grid/grid-door'
import { placeText } from '../table/problems'
import type { BodyProps } from './body-props'
import { CaptionField } from './caption-field'
import { Ties, TotalRows } from './table-extras'
import { isWholeTable } from './whole-table'

interface SheetBodyProps extends BodyProps {
  control: MutableRefObject<GridControl | null>
  /** Reads a pasted table that has its headings with it. */
  onText: (text: string) => void
}

/** A table on a computer: a sheet, with what is wrong and how to get there above it. */
export function SheetBody(props: SheetBodyProps) {
  const { table, households, blocked, problems, secret, control, onChange, onPut, onText } = props
  const wrong = useMemo(() => [...problems, ...secret], [problems, secret])
  const today = shanghaiDate(new Date(clock.now()))
  const settled = (run: () => void) => () => {
    control.current?.settle()
    run()
  }
  return (
    <View id="at-table">
      <View className="edit__sheet-head">
        <View className="edit__caption">
          <CaptionField table={table} blocked={blocked} onChange={onChange} />
        </View>
        <Button
          kind="secondary"
          inline
          icon="list"
          label="选一个文件，或者粘贴"
          onPress={settled(props.onImport)}
        >
          导入表格
        </Button>
        <Button kind="secondary" inline icon="edit" onPress={settled(props.onColumns)}>
          改列
        </Button>
      </View>
      {wrong.length > 0 ? (
        <View className="edit__next" {...a11y({ role: 'status' })}>
          <Icon name="alert" />
          <Text className="edit__next-words">
            {`${problems.length > 0 ? `表里有 ${wrong.length} 处要改，改好才会保存` : `表里有 ${wrong.length} 处不能公开`}：${placeText(wrong[0] ?? { field: '', message: '' })} ${wrong[0]?.message ?? ''}`}
          </Text>
          <Button kind="secondary" inline label="F8" onPress={() => control.current?.next()}>
            去改
          </Button>
        </View>
      ) : null}
      <GridDoor
        table={table}
        households={households}
        today={today}
        problems={wrong}
        control={control}
        onChange={onChange}
        onTable={(text) => {
          const whole = isWholeTable(table, text)
          if (whole) onText(text)
          return whole
        }}
      />
      <TotalRows table={table} onChange={onPut} />
      <Ties table={table} households={households} onChange={onPut} />
      <Button kind="quiet" inline icon="trash" onPress={props.onDrop}>
        不要这张表
      </Button>
    </View>
  )
}
