# The course as an image: JupyterLab, the Java kernel and the notebooks, for Docker, Podman, Binder
# and JupyterHub.
#
#   docker build -t weak-references .
#   docker run --rm -p 8888:8888 weak-references
#
# All that it needs lies in /opt/weak-references, outside the home, which a volume may hide. At each
# start src/main/docker/start makes the learner's copy of the notebooks in the home, or renews it.
# The stages before `course` only make what that one copies.

FROM debian:trixie-slim AS jdk
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        openjdk-25-jdk-headless maven \
    && rm -rf /var/lib/apt/lists/*

# A JDK with what the course and a curious learner need: all of Java SE, JShell, javac, jcmd, JFR, and
# every collector, which java.base brings.
FROM jdk AS java
RUN /usr/lib/jvm/java-25-openjdk-*/bin/jlink \
        --add-modules java.se,jdk.compiler,jdk.jshell,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.management.jfr,jdk.unsupported,jdk.zipfs \
        --no-header-files --no-man-pages --exclude-files '**.debuginfo' --generate-cds-archive --output /java \
    # That is for Z and for heaps beyond 32 GB alone, and 16 MB.
    && rm /java/lib/server/classes_nocoops.jsa

FROM jdk AS library
WORKDIR /build
COPY pom.xml .
COPY src/main/java src/main/java
COPY src/main/resources src/main/resources
RUN mvn -B -ntp -q -Dmaven.test.skip=true package \
    && mkdir /target && mv target/weak-references.jar target/lib /target

FROM debian:trixie-slim AS lab
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
# Made where it will lie, since its scripts name that place.
RUN python3 -m venv /opt/weak-references/lab
COPY requirements.txt requirements-hub.txt /build/
RUN for lock in requirements requirements-hub; do \
        /opt/weak-references/lab/bin/pip install --no-cache-dir --disable-pip-version-check --no-compile \
            --require-hashes --no-deps -r /build/$lock.txt || exit 1; \
    done \
    # The hub's own pages, 59 MB: a learner's server shows none of them. And of plotly all but its extension of
    # JupyterLab, which lies in share: the course draws in Java. (Only plotly needs narwhals.)
    && rm -r /opt/weak-references/lab/share/jupyterhub \
        /opt/weak-references/lab/lib/python3*/site-packages/plotly /opt/weak-references/lab/lib/python3*/site-packages/narwhals \
    && /opt/weak-references/lab/bin/pip uninstall -y --disable-pip-version-check pip \
    # Bytecode can't be kept at run time; without it each start takes longer.
    && /opt/weak-references/lab/bin/python -m compileall -q -j 0 /opt/weak-references/lab/lib
# The answers that ./tutorial gives to JupyterLab, too.
COPY src/main/python/tutorial /build/src/main/python/tutorial
RUN cd /build/src/main/python && PYTHONDONTWRITEBYTECODE=1 \
    /opt/weak-references/lab/bin/python -c 'from tutorial import open_jupyterlab; open_jupyterlab.without_questions()'
COPY src/main/docker/jupyter_server_config.py /opt/weak-references/lab/etc/jupyter/

FROM debian:trixie-slim AS course
LABEL org.opencontainers.image.title="weak-references" \
    org.opencontainers.image.description="Weak references, explained like I'm five: a course of Jupyter notebooks in Java" \
    org.opencontainers.image.licenses="MIT"
# Fonts and what AWT draws them with; the rest is what the JDK and JupyterLab are linked to.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates tini python3 \
        fontconfig fonts-dejavu-core libfreetype6 libharfbuzz0b libjpeg62-turbo liblcms2-2 libpng16-16t64 libgif7 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    # Nobody here becomes somebody else.
    && find / -xdev -type f -perm /6000 -exec chmod a-s {} +

# Binder gives these two.
ARG NB_USER=jovyan
ARG NB_UID=1000
RUN useradd --uid ${NB_UID} --user-group --create-home --shell /bin/bash ${NB_USER}

COPY --from=java /java /opt/weak-references/java
COPY --from=lab /opt/weak-references/lab /opt/weak-references/lab
COPY --from=library /target /opt/weak-references/target
COPY LICENSE /opt/weak-references/
COPY notebooks /opt/weak-references/notebooks
COPY src/main/docker/start src/main/docker/is-well /opt/weak-references/bin/

# The heap: a kernel, JupyterLab and an experiment's JVM fit into 1 GB together.
ENV NB_USER=${NB_USER} \
    HOME=/home/${NB_USER} \
    JAVA_HOME=/opt/weak-references/java \
    PATH=/opt/weak-references/lab/bin:/opt/weak-references/java/bin:/usr/local/bin:/usr/bin:/bin \
    LANG=C.UTF-8 \
    SHELL=/bin/bash \
    JUPYTER_PREFER_ENV_PATH=1 \
    JJAVA_JVM_OPTS=-Xmx256m

# The kernel's archive, made where all that it names lies; nothing else stays of the training.
COPY src/main/python/tutorial /opt/weak-references/src/main/python/tutorial
COPY src/main/kernel /opt/weak-references/src/main/kernel
RUN cd /opt/weak-references/src/main/python && HOME=/tmp/training python -B -m tutorial.kernelspec \
    && rm -rf /tmp/* /opt/weak-references/src \
    # A checkout on Windows knows no such bits, and a builder without BuildKit no COPY --chmod.
    && chmod 755 /opt/weak-references/bin/*

# What makes the learner's copy of the notebooks, and what keeps buttons out of it.
COPY src/main/python/tutorial/__init__.py src/main/python/tutorial/messages.py src/main/python/tutorial/my_course.py \
    src/main/python/tutorial/files.py src/main/python/tutorial/paths.py \
    src/main/python/tutorial/earlier_notebooks.txt src/main/python/tutorial/widget_outputs.py src/main/python/tutorial/lab_contents.py \
    /opt/weak-references/src/main/python/tutorial/

USER ${NB_UID}
WORKDIR ${HOME}
EXPOSE 8888
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/opt/weak-references/bin/is-well"]
# -g: Ctrl-C reaches JupyterLab and its kernels.
ENTRYPOINT ["/usr/bin/tini", "-g", "--", "/opt/weak-references/bin/start"]
# 0 is 0.0.0.0, of which JupyterLab would also print a URL that names the container, and opens nowhere.
CMD ["jupyter", "lab", "--ip=0"]

# What .devcontainer asks for: Codespaces and VS Code want git. Whoever builds without naming a stage gets the one below.
FROM course AS devcontainer
USER root
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/*
USER ${NB_USER}

FROM course
