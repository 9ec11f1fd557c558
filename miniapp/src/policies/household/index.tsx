import type { Facts } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import type { Answer } from '../../api/contract'
import { Button, Card, EmptyState, Fold, Row, toast } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { householdAnswers } from '../../store/household-answers'
import { region as chosenRegion } from '../../store/region'
import { NoRegion, Page } from '../../widgets'
import { Found, type Published } from './found'
import './household.scss'
import { Who } from './people'
import { Question } from './question'
import { keyOf, nextQuestion, type Result, resultsOf } from './results'

const villageDigits = 12
const enough = 8

/** 我能领什么补贴: answered on the phone alone. The service is asked for the rules, and told nothing of the household. */
export default function Household() {
  const region = chosenRegion.use()
  const screen = useScreen('GET /api/household-policies', region === null ? null : { query: { region } })
  const isVillage = region?.length === villageDigits
  const catalogue = useScreen(
    'GET /api/screens/catalogue',
    isVillage ? { query: { region, category: '民生保障' } } : null,
  ).data
  const items = (catalogue?.items ?? []).filter(({ lastAt }) => lastAt !== null)
  if (region === null) {
    return (
      <Page title="我能领什么补贴">
        <NoRegion />
      </Page>
    )
  }
  return (
    <Page title="我能领什么补贴" screen={screen}>
      {(data) =>
        data.policies.length === 0 ? (
          <EmptyState icon="heart" title="这里还没有公布给村民的补贴" detail="有了会放在这里。" />
        ) : (
          <Asked data={data} items={items} />
        )
      }
    </Page>
  )
}

interface AskedProps {
  data: Answer<'GET /api/household-policies'>
  items: readonly Published[]
}

function Asked({ data: { policies, day }, items }: AskedProps) {
  const held = householdAnswers.use()
  const [adding, setAdding] = useState(false)
  const [more, setMore] = useState(false)
  const { people, passed, asked } = held
  const results = resultsOf(policies, held, day)
  const fits = results.filter(({ outcome }) => outcome === 'eligible')
  const may = results.filter(({ outcome }) => outcome === 'possible')
  const question = people.length > 0 ? nextQuestion(policies, held, passed, day) : undefined
  const goesOn = question !== undefined && (more || asked < enough * people.length)
  const add = (called: string) => {
    setAdding(false)
    setMore(false)
    householdAnswers.set({ ...held, people: [...people, { called, facts: {} }] })
  }
  const answer = (facts: Facts) => {
    const who = question?.person
    const next =
      typeof who === 'number'
        ? { ...held, people: people.map((one, at) => (at === who ? withFacts(one, facts) : one)) }
        : { ...held, household: { ...held.household, ...facts } }
    householdAnswers.set({ ...next, asked: asked + 1 })
  }
  const begun = people.length > 0 && asked > 0
  return (
    <>
      {begun ? <Hero fits={fits.length} may={may.length} /> : <Begin />}
      {people.length === 0 ? <Who title="先给谁查？" taken={[]} onChoose={add} /> : null}
      {adding ? (
        <Who title="再给谁查？" taken={people.map(({ called }) => called)} onChoose={add} />
      ) : goesOn ? (
        <Question
          key={keyOf(question)}
          question={question}
          policies={policies}
          called={question.person === null ? null : (people[question.person]?.called ?? null)}
          no={asked + 1}
          onAnswer={answer}
          onPass={() =>
            householdAnswers.set({ ...held, passed: [...passed, keyOf(question)], asked: asked + 1 })
          }
        />
      ) : people.length > 0 ? (
        <Card title={question ? '问到这里就够了' : '都问清楚了'}>
          <View className="household__doors">
            {question ? (
              <Button kind="secondary" onPress={() => setMore(true)}>
                再答几个，更清楚
              </Button>
            ) : null}
            <Button kind="secondary" onPress={() => setAdding(true)}>
              再查一个家里人
            </Button>
          </View>
        </Card>
      ) : null}
      {begun ? <Results fits={fits} may={may} results={results} items={items} /> : null}
      {begun ? (
        <Button
          kind="secondary"
          icon="trash"
          onPress={() => {
            householdAnswers.clear()
            setMore(false)
            toast('填的都删掉了')
          }}
        >
          清除我填的
        </Button>
      ) : null}
    </>
  )
}

const withFacts = <T extends { facts: Facts }>(one: T, facts: Facts): T => ({
  ...one,
  facts: { ...one.facts, ...facts },
})

function Begin() {
  return (
    <View className="household__hero">
      <Text className="household__hero-title">答几个问题，看看能领什么</Text>
      <Text className="household__hero-note">
        不用登录，不用填名字。您答的只留在这部手机上，不发给任何人，随时可以删掉。
      </Text>
    </View>
  )
}

function Hero({ fits, may }: { fits: number; may: number }) {
  const title = fits > 0 ? `能领 ${fits} 项` : may > 0 ? `还有 ${may} 项要弄清` : '没有找到能领的'
  const rest = fits > 0 && may > 0 ? `还有 ${may} 项可能符合。` : ''
  return (
    <View className="household__hero" {...a11y({ role: 'status', live: 'polite' })}>
      <Text className="household__hero-title">{title}</Text>
      <Text className="household__hero-note">
        {`${rest}按您答的算，能不能批以受理部门审核为准。您答的只留在这部手机上。`}
      </Text>
    </View>
  )
}

interface ResultsProps {
  fits: readonly Result[]
  may: readonly Result[]
  results: readonly Result[]
  items: readonly Published[]
}

const fewMay = 5

function Results({ fits, may, results, items }: ResultsProps) {
  const against = results.filter(({ outcome }) => outcome === 'notEligible')
  // With much still open, only the question is of use.
  const shown = may.length > fewMay ? [] : may
  return (
    <>
      {[...fits, ...shown].map((result) => (
        <Found key={result.policy.line.id} result={result} items={items} />
      ))}
      {against.length > 0 ? (
        <Fold title="不符合的" note={`${against.length} 项，点开看为什么`} flush>
          {against.map(({ policy, against: why }) => (
            <Row
              key={policy.line.id}
              title={policy.line.title}
              detail={why.length > 0 ? `要求：${why.slice(0, 2).join('；')}` : undefined}
            />
          ))}
        </Fold>
      ) : null}
    </>
  )
}
