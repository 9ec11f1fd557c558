import { Text, View } from '@tarojs/components'
import './difference.scss'
import { shortened } from './shortened'

export interface WordsPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** A text with what was taken out and put in: each is struck or underlined, and named by a word, never by colour alone. */
export function WordsChanged({ parts }: { parts: readonly WordsPart[] }) {
  return (
    <View className="difference__words">
      {parts.map(({ kind, text }, at) => {
        // The parts have no name, and their order does not change.
        const key = `${at}`
        if (kind === 'same')
          return <Text key={key}>{shortened(text, at === 0, at === parts.length - 1)}</Text>
        return (
          <Text key={key} className={`difference__part difference__part--${kind}`}>
            <Text className="difference__sign">{kind === 'removed' ? '删' : '加'}</Text>
            {/* No line ends between the word and what it names. */}
            <Text className="difference__text">{`\u2060${text}`}</Text>
          </Text>
        )
      })}
    </View>
  )
}
