import { Text, View } from '@tarojs/components'
import { Button, Icon, Pressable, Section } from '../../components'
import { askedIcons, askedWords } from '../../format/asked'
import { goTo } from '../../hooks/navigation'
import { openAsked } from '../../hooks/open-asked'
import type { HomeData } from './heroes'
import './home.scss'

const few = 4

/** 大家常问: four of the ten questions, chosen by who looks. */
export function Asked({ home: { asked, region, user } }: { home: HomeData }) {
  return (
    <Section
      title="大家常问"
      aside={
        <Button
          kind="quiet"
          inline
          label={`看全部 ${asked.length} 问`}
          onPress={() => goTo('asked', { region: region.code })}
        >
          {`${asked.length} 问 ›`}
        </Button>
      }
    >
      <View className="asked">
        {asked.slice(0, few).map((one) => (
          <Pressable
            key={one.key}
            className="asked__one"
            role="link"
            label={askedWords[one.key]}
            onPress={() => openAsked(one, region, user)}
          >
            <Icon name={askedIcons[one.key]} />
            <Text className="asked__words">{askedWords[one.key]}</Text>
          </Pressable>
        ))}
      </View>
    </Section>
  )
}
