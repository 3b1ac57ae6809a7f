"""Dumps of pages in other languages: the story, its title, byline, date and language."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from index.archive import Archive
from index.documents import Capture
from index.extraction.extract import extract


@dataclass(frozen=True)
class Dump:
    """A page as a dump, and what is to be found in it."""

    language: str
    title: str
    byline: str | None
    above: str
    story: tuple[str, ...]
    below: str

    @property
    def text(self) -> str:
        """The dump."""
        return "\n\n".join((self.above, *self.story, self.below))


DUMPS = (
    Dump(
        "de",
        "Hafengebühren werden halbiert",
        "Ilse Marrow",
        "Startseite\nPolitik\nWirtschaft\nKultur\nSport\nWetter\nAnmelden\nSuche\n\n"
        "Hafengebühren werden halbiert\n\nVon Ilse Marrow\n9. November 2019, 10:13 Uhr",
        (
            "Die Hafenverwaltung von Ostrel hat am Montag beschlossen, die Gebühren zu "
            "halbieren, und die Lotsen, die seit dem Frühjahr nichts anderes verlangt "
            "hatten, gingen ohne ein Wort nach Hause.",
            "Ihr Vorsitzender sagte, man habe den Möwen lange genug zugehört.",
            "Sie wird die Gezeitentafeln des kommenden Jahres noch vor dem Ende des Monats "
            "veröffentlichen, und die Fischer werden sie lesen.",
        ),
        "Lesen Sie auch\nDie Fähre fährt wieder\nNeues Licht am Kap\nImpressum\n"
        "Datenschutz\nKontakt\n© 2019 Ostreler Bote. Alle Rechte vorbehalten.",
    ),
    Dump(
        "fr",
        "Les droits de port réduits de moitié",
        "Odile Brandt",
        "Accueil\nActualités\nÉconomie\nSports\nMétéo\nMon compte\nS'abonner\n"
        "Rechercher\n\nLes droits de port réduits de moitié\n\nPar Odile Brandt\n"
        "Publié le 9 novembre 2019 à 10h13",
        (
            "L'administration du port d'Ostrel a décidé lundi de réduire de moitié les "
            "droits, et les pilotes, qui ne demandaient rien d'autre depuis le printemps, "
            "sont rentrés chez eux sans un mot.",
            "Son président a déclaré que l'on avait écouté les mouettes assez longtemps.",
            "Elle publiera les tables des marées de l'année prochaine avant la fin du mois, "
            "et les pêcheurs les liront avec soin.",
        ),
        "À lire aussi\nLe bac repart\nUne lampe au cap\nMentions légales\nContact\n"
        "Tous droits réservés",
    ),
    Dump(
        "es",
        "El puerto reduce a la mitad las tasas",
        "Ana Ferro",
        "Inicio\nNoticias\nEconomía\nDeportes\nOpinión\nSuscríbete\nIniciar sesión\n"
        "Buscar\n\nEl puerto reduce a la mitad las tasas\n\nPor Ana Ferro\n"
        "9 de noviembre de 2019",
        (
            "La autoridad del puerto de Ostrel decidió el lunes reducir a la mitad las "
            "tasas, y los prácticos, que no pedían otra cosa desde la primavera, se fueron a "
            "casa sin decir palabra.",
            "Su presidente dijo que se había escuchado a las gaviotas durante bastante tiempo.",
            "Publicará las tablas de mareas del año que viene antes de que termine el mes, y "
            "los pescadores las leerán.",
        ),
        "Noticias relacionadas\nVuelve el transbordador\nAviso legal\nContacto\n"
        "Todos los derechos reservados",
    ),
    Dump(
        "ru",
        "Портовые сборы снижены вдвое",
        None,
        "Главная\nНовости\nПолитика\nЭкономика\nОбщество\nСпорт\nВойти\nПоиск\n\n"
        "Портовые сборы снижены вдвое\n\n9 ноября 2019, 10:13",
        (
            "Управление порта Острел в понедельник решило снизить сборы вдвое, и лоцманы, "
            "которые с весны ничего другого не просили, разошлись по домам, не сказав ни "
            "слова.",
            "Его председатель сказал, что чаек слушали достаточно долго.",
            "Таблицы приливов на будущий год будут опубликованы до конца месяца, и рыбаки их "
            "непременно прочтут.",
        ),
        "Читайте также\nПаром снова в пути\nНовый огонь на мысе\nО нас\nРеклама\n"
        "Контакты\nВсе права защищены",
    ),
    Dump(
        "ko",
        "항만 이용료 절반으로 인하",
        "김해린",
        "홈\n뉴스\n정치\n경제\n사회\n문화\n스포츠\n로그인\n회원가입\n검색\n\n"
        "항만 이용료 절반으로 인하\n\n김해린 기자\n입력 2019년 11월 9일 10:13",
        (
            "오스트렐 항만청은 월요일 이용료를 절반으로 내리기로 결정했으며, 봄부터 다른 "
            "것을 요구하지 않았던 도선사들은 말없이 집으로 돌아갔다.",
            "위원장은 갈매기의 말을 충분히 오래 들었다고 말했다.",
            "내년 조석표는 이달 말까지 공개될 예정이며 어부들은 그것을 꼼꼼히 읽을 것이라고 "
            "관계자는 덧붙였다.",
        ),
        "관련기사\n다시 뜨는 연락선\n새로운 등대 불빛\n많이 본 뉴스\n회사소개\n이용약관\n"
        "저작권자 © 오스트렐신문 무단전재 및 재배포 금지",
    ),
    Dump(
        "zh",
        "港口费用减半",
        None,
        "首页\n新闻\n国际\n财经\n体育\n娱乐\n登录\n注册\n搜索\n\n港口费用减半\n\n"
        "2019年11月9日 10:13",
        (
            "奥斯特雷尔港务局星期一决定将费用减半，自春天以来没有提出其他要求的引水员们一言不"
            "发地回家了，码头上的人们都感到十分惊讶。",
            "港务局主席说，大家听海鸥叫已经听得够久了，现在该做出决定了。",
            "明年的潮汐表将在本月底之前公布，渔民们会仔细阅读这些表格，并据此安排出海的时间。",
        ),
        "相关新闻\n渡轮恢复航行\n海角的新灯光\n关于我们\n联系我们\n版权所有",
    ),
)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.language)
def test_a_dump_is_its_story_whatever_its_language(dump: Dump) -> None:
    capture = Capture(path="a.txt", form="text", text=dump.text, sha256="")
    (document,) = extract(capture, Archive()).documents
    assert (dump.title, dump.story) == (document.title, document.paragraphs)
    assert (dump.byline, "2019-11-09") == (document.byline, str(document.date))
    assert dump.language == document.language
