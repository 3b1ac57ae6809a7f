"""The small words of running text, language by language.

Prose is full of them, menus are nearly free of them, and a line that ends with one of them is
continued somewhere. Languages without such words between spaces (Korean, Chinese, Japanese) are
told by their script instead.
"""

from __future__ import annotations

from index.extraction.whitespace import word_set

SMALL_WORDS = {
    "en": word_set("""
        a about across after against all along also although am among an and any are as at be
        because been before being between both but by can could did do does during each either
        every for from had has have he her his how if in into is it its like may might more most
        must my neither no nor not of off on or our out over own per said shall she should since
        so some such than that the their them then there these they this those through to too
        toward towards under until up upon us was we were what when where which while who whom
        whose why will with within without would you your
        """),
    "de": word_set("""
        aber alle als also am an auch auf aus bei beim bis damit das dass dem den der des die
        diese dieser doch durch ein eine einem einen einer eines er es für gegen habe haben hat
        hatte ich ihr im in ins ist ja kann kein keine mehr mit muss nach nicht noch nun nur ob
        oder ohne schon sei sein seine sich sie sind so soll über um und unter vom von vor war
        waren was weil wenn werden wie wieder will wir wird wo worden wurde wurden zu zum zur
        """),
    "fr": word_set("""
        à après au aussi aux avant avec avait avoir ce cela ces cet cette comme contre d dans de
        depuis des dont du elle elles en entre est et été être eu fait il ils je jusqu l la le les
        leur leurs lors lui mais même ne ni nos notre nous on ont ou où par pas pendant plus pour
        qu quand que qui sa sans se ses si son sont sous sur tous tout toute très un une vers vous
        """),
    "es": word_set("""
        a al ante aunque como con contra cual cuando de del desde donde dos durante e el ella
        ellos en entre era es esa ese eso esta está este esto fue fueron ha había hace han hasta
        hay la las le les lo los más me mientras mi muy ni no nos o para pero por porque que
        quien se según ser si sin sobre son su sus también tan tiene todo todos tras un una uno y
        ya
        """),
    "it": word_set("""
        a ad agli ai al alla alle anche che chi ci come con contro cui da dagli dai dal dalla dalle
        degli dei del dell della delle dello di dopo e è ed era fra gli ha hanno i il in la le lo
        ma mentre nei nel nell nella nelle non o ogni per perché più poi prima qua quando quella
        questa questo se si sia sono stata stato su sua sui sul sulla suo tra tutti un una uno
        """),
    "pt": word_set("""
        a ao aos após as às até com como contra da das de depois do dos e é ela ele eles em entre
        era essa esse esta este eu foi foram há isso já lhe mais mas me mesmo na não nas nem no nos
        nós o onde os ou para pela pelas pelo pelos por porque quando que quem se sem ser seu seus
        sobre sua são também tem um uma
        """),
    "nl": word_set("""
        aan al als bij daar dan dat de die dit door een en er geen had hebben heeft het hij hun ik
        in is je kan maar me meer met mijn na naar niet nog nu of om onder ons ook op over te tegen
        tot u uit van veel voor want was wat we wel werd werden wie wij wordt worden zal ze zei
        zich zij zijn zo zou
        """),
    "ru": word_set("""
        а без более бы был была были было быть в вам вас весь во вот все всех вы где да для до
        его ее если есть еще же за и из или им их к как когда которая которые который кто ли
        меня мне может мы на над не него нет ни но о об он она они от по под после при про с сам
        себя со так также там то того тоже только том у уже чем что чтобы эта эти это этого этот
        я
        """),
}
"""By language. What English calls a menu, German calls a menu: one list must not read the other."""

OPEN_WORDS = {
    "en": word_set("""
        a across among an and are as at be been between by for from had has have her his in into
        is its not of on or our over such than that the their these they this those through to
        under upon was were which who whose with within without
        """),
    "de": word_set("""
        als am an auf aus bei beim bis das dass dem den der des die durch ein eine einem einen
        einer eines für gegen im in ins ist mit nach oder sich sind über um und unter vom von vor
        war weil wenn wie wurde zu zum zur
        """),
    "fr": word_set("""
        à au aux avec ce ces cette comme contre d dans de des dont du en entre est et l la le les
        leur leurs mais ne nos notre ou par pour qu que qui sa sans se ses son sont sous sur un une
        vers
        """),
    "es": word_set("""
        a al ante con contra de del desde e el en entre es esta este fue ha han hasta la las lo los
        o para pero por que se según sin sobre son su sus un una y
        """),
    "it": word_set("""
        a ad agli ai al alla alle che con da dal dalla degli dei del dell della delle dello di e è
        ed fra gli ha i il in la le lo nei nel nella o per si sono su sul sulla tra un una
        """),
    "pt": word_set("""
        a ao aos as às até com contra da das de do dos e é em entre na nas no nos o os ou para pela
        pelas pelo pelos por que se sem seu sua sobre um uma
        """),
    "nl": word_set("""
        aan als bij dat de die door een en het in is met naar of om onder op over te tegen tot uit
        van voor was werd zijn
        """),
    "ru": word_set("""
        а без в во где для до за и из или к как который которая которые на над не но о об от по под
        при про с со у чем что чтобы
        """),
}
"""Words no paragraph ends with."""

TORN_WORDS = {
    "en": word_set("a an the and or of its their our his whose which"),
    "de": word_set("der die das dem den des ein eine einem einen einer eines und oder von zum zur"),
    "fr": word_set("le la les un une des du de et ou au aux leur notre"),
    "es": word_set("el la los las un una de del y o al su"),
    "it": word_set("il lo la i gli le un una di del della dei e o al"),
    "pt": word_set("o a os as um uma de do da dos das e ou ao"),
    "nl": word_set("de het een en of van"),
    "ru": word_set("и или в во на о об от с со к для из"),
}
"""Words that not even a title ends with."""

LANGUAGES = tuple(SMALL_WORDS)
FUNCTION_WORDS = frozenset().union(*SMALL_WORDS.values())
"""The small words of every language, for lines too short to tell theirs."""
