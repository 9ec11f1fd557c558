import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Icon } from '../icon/icon'
import type { Failure } from './failure'
import './states.scss'

/** An error beside the button that was pressed, with every field and row that is wrong. */
export function Problem({ error }: { error: Failure | undefined }) {
  if (!error) return null
  return (
    <View className="problem" {...a11y({ role: 'alert' })}>
      <Icon name={error.offline ? 'offline' : 'alert'} />
      <View className="problem__words">
        <Text>{error.message}</Text>
        {error.fields.map((field) => (
          <Text key={`${field.field}#${field.row ?? ''}#${field.column ?? ''}`} className="problem__field">
            {place(field.row, field.column)}
            {field.message}
          </Text>
        ))}
      </View>
    </View>
  )
}

const place = (row: number | undefined, column: string | undefined) =>
  row === undefined ? '' : `第 ${row} 行${column ? `「${column}」` : ''}：`
